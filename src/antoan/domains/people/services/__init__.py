"""Writes of the people domain, one function per use case."""

from antoan.domains.people.services.contesting import award_contested_papers, drop_contested_papers
from antoan.domains.people.services.dependants import add_dependant, end_dependant
from antoan.domains.people.services.erasing import erase_person
from antoan.domains.people.services.merging import hand_over_person, leave_shell, merge_person
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
    "award_contested_papers",
    "change_person",
    "drop_contested_papers",
    "end_dependant",
    "erase_person",
    "hand_over_person",
    "leave_shell",
    "merge_person",
    "register_person",
]
