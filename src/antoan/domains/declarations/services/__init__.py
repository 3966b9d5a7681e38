"""Writes of health declarations: people declare, agree, contest."""

from antoan.domains.declarations.services.asking import ask_to_confirm
from antoan.domains.declarations.services.declaring import declare, declare_by_code
from antoan.domains.declarations.services.judging import (
    annul_declaration,
    answer_by_code,
    answer_by_reply,
    confirm_declaration,
)

__all__ = [
    "annul_declaration",
    "answer_by_code",
    "answer_by_reply",
    "ask_to_confirm",
    "confirm_declaration",
    "declare",
    "declare_by_code",
]
