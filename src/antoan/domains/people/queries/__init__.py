"""Reads of the people domain."""

from antoan.domains.people.queries.access import person_scope, require_over_person
from antoan.domains.people.queries.persons import person_by_qid, person_id_by_document

__all__ = ["person_by_qid", "person_id_by_document", "person_scope", "require_over_person"]
