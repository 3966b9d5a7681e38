"""Writes of the people domain, one function per use case."""

from antoan.domains.people.services.dependants import add_dependant, end_dependant
from antoan.domains.people.services.erasing import erase_person
from antoan.domains.people.services.registering import (
    add_document,
    add_phone,
    change_person,
    register_person,
)

__all__ = [
    "add_dependant",
    "add_document",
    "add_phone",
    "change_person",
    "end_dependant",
    "erase_person",
    "register_person",
]
