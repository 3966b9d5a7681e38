"""Reads of the people domain."""

from antoan.domains.people.queries.access import (
    answers_for,
    may_over_person,
    person_scope,
    require_over_person,
)
from antoan.domains.people.queries.identity import dependants_of, identity_of
from antoan.domains.people.queries.persons import person_by_qid, person_id_by_document, phone_for
from antoan.domains.people.queries.search import Found, find_people

__all__ = [
    "Found",
    "answers_for",
    "dependants_of",
    "find_people",
    "identity_of",
    "may_over_person",
    "person_by_qid",
    "person_id_by_document",
    "person_scope",
    "phone_for",
    "require_over_person",
]
