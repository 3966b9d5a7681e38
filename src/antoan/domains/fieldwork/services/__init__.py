"""Writes of field forms, one function per use case."""

from antoan.domains.fieldwork.services.deciding import decide_form
from antoan.domains.fieldwork.services.taking import take_form

__all__ = ["decide_form", "take_form"]
