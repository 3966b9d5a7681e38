"""Finds whom rows of a file are about, by what each row shows of them. For services: what is found is shown to nobody."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db import connection

from antoan.domains.people.matching import Confidence, Description, compare
from antoan.domains.people.queries.linking import Linked, link_many
from antoan.domains.people.values import Birth, Gender
from antoan.foundation.db.arrays import id_array
from antoan.foundation.db.sealed import blind_index

_QIDS: Final = """
SELECT qid, id, full_name, birth_on, birth_day_known, gender FROM people_person WHERE qid = ANY(%s)
"""
_PHONES: Final = "SELECT person_id, number_index FROM people_phone WHERE person_id = ANY(%s::bigint[])"


class Standing(StrEnum):
    """How well a row is placed."""

    PLACED = "placed"
    DOUBTFUL = "doubtful"  # Somebody like this is known, and nothing the row shows proves that it is them.
    CONFLICT = "conflict"  # The number is somebody's of another name or birth.
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Sought:
    """What a row shows of a person; name, birth and papers, the QID, a phone in stored form."""

    description: Description
    qid: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Placed:
    """Whom a row is about; of a doubtful one, who it may be."""

    standing: Standing
    person_id: int | None = None


def place_many(sought: Sequence[Sought]) -> list[Placed]:
    """Return whom each row is about, in order.

    A row is placed by a paper, an insurance card or a QID whose holder agrees in name and birth, or by name and
    birth together with a phone on which the person is reached. Anything less is doubtful: nobody gets it by itself.
    """
    linked = link_many([one.description for one in sought])
    linked = [_together(of_qid, one) for of_qid, one in zip(_by_qid(sought), linked, strict=True)]
    strong = [one.person_id for one in linked if one.confidence is Confidence.STRONG and one.person_id]
    reached = _reached(strong)
    return [_placed(one, link, reached) for one, link in zip(sought, linked, strict=True)]


def _placed(one: Sought, link: Linked, reached: set[tuple[int, bytes]]) -> Placed:
    match link.confidence:
        case Confidence.CERTAIN:
            return Placed(Standing.PLACED, link.person_id)
        case Confidence.CONFLICT:
            return Placed(Standing.CONFLICT, link.person_id)
        case Confidence.NONE:
            return Placed(Standing.UNKNOWN)
        case Confidence.STRONG if one.phone and link.person_id is not None:
            is_reached = (link.person_id, blind_index("phone", one.phone)) in reached
            return Placed(Standing.PLACED if is_reached else Standing.DOUBTFUL, link.person_id)
    return Placed(Standing.DOUBTFUL, link.person_id)


def _by_qid(sought: Sequence[Sought]) -> list[Linked | None]:
    """Return by place whose QID a row shows; a QID proves as much as a paper, and conflicts like one."""
    wanted = sorted({one.qid for one in sought if one.qid})
    if not wanted:
        return [None] * len(sought)
    with connection.cursor() as cursor:
        cursor.execute(_QIDS, [wanted])
        holders = {
            qid: (person_id, Description(name, Birth(on, is_day_known), Gender(gender)))
            for qid, person_id, name, on, is_day_known, gender in cursor.fetchall()
        }
    return [_of_holder(one, holders.get(one.qid)) for one in sought]


def _together(of_qid: Linked | None, other: Linked) -> Linked:
    """Return what a QID and the rest of a row say together; a paper of somebody else speaks against the QID."""
    if of_qid is None:
        return other
    by_paper = other.confidence in (Confidence.CERTAIN, Confidence.CONFLICT)
    if by_paper and other.person_id != of_qid.person_id:
        return Linked(Confidence.CONFLICT, of_qid.person_id)
    return of_qid


def _of_holder(one: Sought, holder: tuple[int, Description] | None) -> Linked | None:
    if holder is None:
        return None
    person_id, known = holder
    agrees = compare(one.description, known).confidence is not Confidence.NONE
    return Linked(Confidence.CERTAIN if agrees else Confidence.CONFLICT, person_id)


def _reached(person_ids: Iterable[int]) -> set[tuple[int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(_PHONES, [id_array(list(person_ids))])
        return {(person_id, bytes(index)) for person_id, index in cursor.fetchall()}
