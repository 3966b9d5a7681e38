"""Writes of the people domain, one function per use case."""

from antoan.domains.people.services.registering import (
    add_document,
    add_phone,
    change_person,
    register_person,
)

__all__ = ["add_document", "add_phone", "change_person", "register_person"]
