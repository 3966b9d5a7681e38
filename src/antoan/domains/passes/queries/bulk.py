"""Facts of many people at once, for what is made ahead for gates: by the system only, never for a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from antoan.domains.passes.queries.storage import StoredPass, facts_by_name, passes_by_qid, stored_passes


@dataclass(frozen=True, slots=True)
class Known:
    """What a gate may come to know of a person, and the facts that decide the colour."""

    person_id: int
    qid: str
    label: str
    birth_year: int
    gender: str
    facts: Mapping[str, Any]


def known_by_person(person_ids: Sequence[int]) -> dict[int, Known]:
    """Return what is known of these people, by person."""
    return {person_id: _known(row) for person_id, row in stored_passes(person_ids).items()}


def known_by_qid(qids: Sequence[str]) -> dict[str, Known]:
    """Return what is known of these people, by QID."""
    return {qid: _known(row) for qid, row in passes_by_qid(qids).items()}


def _known(row: StoredPass) -> Known:
    facts = facts_by_name(row)
    return Known(row.person_id, row.qid, row.label, row.birth_on.year, row.gender, facts)
