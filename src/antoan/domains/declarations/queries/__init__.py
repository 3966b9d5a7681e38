"""Reads of health declarations."""

from antoan.domains.declarations.queries.catalogue import questionnaires
from antoan.domains.declarations.queries.persons import (
    declaration_by_code,
    declaration_by_trip,
    declaration_for,
    declarations_about,
    saved_answers,
)

__all__ = [
    "declaration_by_code",
    "declaration_by_trip",
    "declaration_for",
    "declarations_about",
    "questionnaires",
    "saved_answers",
]
