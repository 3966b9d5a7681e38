"""Writes on accounts and grants."""

from antoan.foundation.accounts.services.accounts import (
    close_account,
    create_account,
    reset_second_factor,
    set_password,
)
from antoan.foundation.accounts.services.citizens import citizen_account
from antoan.foundation.accounts.services.grants import end_grant, give_grant

__all__ = [
    "citizen_account",
    "close_account",
    "create_account",
    "end_grant",
    "give_grant",
    "reset_second_factor",
    "set_password",
]
