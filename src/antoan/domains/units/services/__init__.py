"""Changes of units: one function, one use case, one transaction."""

from antoan.domains.units.services.deciding import approve_registration, refuse_registration
from antoan.domains.units.services.registering import submit_registration
from antoan.domains.units.services.staff import (
    accept_invitation,
    end_staff,
    invite_staff,
    withdraw_invitation,
)
from antoan.domains.units.services.units import add_place_to_unit, change_unit, close_unit, register_unit

__all__ = [
    "accept_invitation",
    "add_place_to_unit",
    "approve_registration",
    "change_unit",
    "close_unit",
    "end_staff",
    "invite_staff",
    "refuse_registration",
    "register_unit",
    "submit_registration",
    "withdraw_invitation",
]
