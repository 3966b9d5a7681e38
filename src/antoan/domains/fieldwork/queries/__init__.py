"""Reads of field forms."""

from antoan.domains.fieldwork.queries.forms import form_for, waiting_forms, wards_for_forms

__all__ = ["form_for", "waiting_forms", "wards_for_forms"]
