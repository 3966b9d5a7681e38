"""Reads of the people domain."""

from antoan.domains.people.queries.access import (
    answers_for,
    may_over_person,
    person_scope,
    require_over_person,
)
from antoan.domains.people.queries.identity import dependants_of, family_of, guardians_of, identity_of, qid_of
from antoan.domains.people.queries.persons import person_by_qid, person_id_by_document, phone_for
from antoan.domains.people.queries.reached import Speaker, speakers_on
from antoan.domains.people.queries.search import Found, find_people

__all__ = [
    "Found",
    "Speaker",
    "answers_for",
    "dependants_of",
    "family_of",
    "find_people",
    "guardians_of",
    "identity_of",
    "may_over_person",
    "person_by_qid",
    "person_id_by_document",
    "person_scope",
    "phone_for",
    "qid_of",
    "require_over_person",
    "speakers_on",
]
