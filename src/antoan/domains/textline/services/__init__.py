"""Writes of the text line."""

from antoan.domains.textline.services.answering import answer_sms
from antoan.domains.textline.services.applying import (
    apply,
    assign_ward,
    close_application,
    close_forgotten,
    complete_application,
)

__all__ = [
    "answer_sms",
    "apply",
    "assign_ward",
    "close_application",
    "close_forgotten",
    "complete_application",
]
