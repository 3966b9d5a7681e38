"""Finds people by name and birth, or by a document together with either. Never by a number alone (lesson L9)."""

from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from antoan.domains.areas.reach import areas_reached
from antoan.domains.people.errors import SearchTooVague
from antoan.domains.people.matching import Confidence, Description, Match, compare
from antoan.domains.people.models import Person
from antoan.domains.people.papers import canonical_paper
from antoan.domains.people.permissions import FIND
from antoan.domains.people.queries.candidates import COMPARED_MAX, candidates
from antoan.domains.people.queries.persons import birth_of, person_id_by_document
from antoan.domains.people.rules import readable_name
from antoan.domains.people.values import Birth, Gender, Paper
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read, record_reads
from antoan.kit.errors import Forbidden
from antoan.kit.text import squeeze

FOUND_MAX: Final = 20
REASON_LETTERS_MIN: Final = 5
REASON_LETTERS_MAX: Final = 200


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody a search found, with no more than it takes to recognise the right one."""

    person_id: int
    full_name: str
    birth: Birth
    gender: Gender
    ward_id: int | None
    match: Match


def find_people(
    actor: Actor,
    *,
    reason: str,
    name: str = "",
    birth: Birth | None = None,
    gender: Gender = Gender.UNKNOWN,
    paper: Paper | None = None,
) -> list[Found]:
    """Return at most FOUND_MAX people within the actor's reach, the likeliest first.

    Two of name, birth and paper are needed, and a reason: SearchTooVague otherwise. A paper that belongs
    to somebody of another name finds nobody, exactly like a paper nobody has. The search and everyone it
    shows are in the trail.
    """
    areas = _areas(actor)
    reach = Person.objects.all() if areas is None else Person.objects.filter(ward__in=areas)
    purpose = _readable_reason(reason)
    if sum((bool(name.strip()), birth is not None, paper is not None)) < 2:
        raise SearchTooVague
    sought_name = readable_name(name) if name.strip() else ""
    sought_paper = canonical_paper(paper) if paper else None
    if sought_name and birth and not sought_paper:
        sought = Description(sought_name, birth, gender)
        found = _by_name_and_birth(reach.filter(candidates(sought, of_wards=areas is not None)), sought)
    else:
        assert sought_paper is not None
        found = _by_paper(reach, sought_paper, sought_name, birth, gender)
    _keep_in_trail(actor, found, purpose)
    return found


def _by_name_and_birth(near: QuerySet[Person], sought: Description) -> list[Found]:
    compared = near.order_by("birth_on", "pk")[:COMPARED_MAX]
    found = [_found(person, compare(sought, _description(person))) for person in compared]
    likely = [one for one in found if one.match.confidence is not Confidence.NONE]
    return sorted(likely, key=lambda one: (-one.match.score, one.person_id))[:FOUND_MAX]


def _by_paper(
    reach: QuerySet[Person], paper: Paper, name: str, birth: Birth | None, gender: Gender
) -> list[Found]:
    """Look at the holder of a paper; whoever gave another name or birth learns nothing of him."""
    holder_id = person_id_by_document(paper)
    person = None if holder_id is None else reach.filter(pk=holder_id).first()
    if person is None:
        return []
    sought = Description(name or person.full_name, birth or birth_of(person), gender, (paper,))
    match = compare(sought, _description(person, paper))
    return [_found(person, match)] if match.confidence is Confidence.CERTAIN else []


def _areas(actor: Actor) -> frozenset[int] | None:
    """Return the areas among whose people the actor may search, None for the city; Forbidden when nowhere."""
    areas = None if actor.is_system else areas_reached(actor, FIND)
    if areas is not None and not areas:
        raise Forbidden(f"This needs the right {FIND}, which you do not have.", permission=FIND)
    return areas


def _readable_reason(reason: str) -> str:
    given = squeeze(reason)
    if not REASON_LETTERS_MIN <= len(given) <= REASON_LETTERS_MAX:
        raise SearchTooVague(
            f"Say in {REASON_LETTERS_MIN} to {REASON_LETTERS_MAX} letters why you search; the person can read it."
        )
    return given


def _keep_in_trail(actor: Actor, found: list[Found], purpose: str) -> None:
    """Keep the search without what was typed: the trail is never erased, so it holds no personal value."""
    record_read(
        actor,
        action="people.search",
        object_kind="search",
        object_id="people",
        person_id=None,
        purpose=purpose,
        detail={"found": len(found)},
    )
    record_reads(
        actor,
        action="people.search.shown",
        object_kind="person",
        person_ids=[one.person_id for one in found],
        purpose=purpose,
    )


def _description(person: Person, *papers: Paper) -> Description:
    return Description(person.full_name, birth_of(person), Gender(person.gender), papers)


def _found(person: Person, match: Match) -> Found:
    return Found(person.pk, person.full_name, birth_of(person), Gender(person.gender), person.ward_id, match)
