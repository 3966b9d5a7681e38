"""Finds people by name and birth, or by a document together with either. Never by a number alone (lesson L9)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet

from antoan.domains.areas.queries import areas_within
from antoan.domains.people.errors import SearchTooVague
from antoan.domains.people.matching import Confidence, Description, Match, compare, swapped
from antoan.domains.people.models import Person
from antoan.domains.people.papers import canonical_paper
from antoan.domains.people.permissions import FIND
from antoan.domains.people.queries.persons import birth_of, person_id_by_document
from antoan.domains.people.rules import folded_name, readable_name
from antoan.domains.people.values import Birth, Gender, Paper
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.services import record_read, record_reads
from antoan.kit.errors import Forbidden
from antoan.kit.text import squeeze

FOUND_MAX: Final = 20
# What one search compares at most: a day of birth has about 35 people in a million.
COMPARED_MAX: Final = 3_000
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
    reach = _reach(actor)
    purpose = _readable_reason(reason)
    if sum((bool(name.strip()), birth is not None, paper is not None)) < 2:
        raise SearchTooVague
    sought_name = readable_name(name) if name.strip() else ""
    sought_paper = canonical_paper(paper) if paper else None
    if sought_name and birth and not sought_paper:
        found = _by_name_and_birth(reach, Description(sought_name, birth, gender))
    else:
        assert sought_paper is not None
        found = _by_paper(reach, sought_paper, sought_name, birth, gender)
    _keep_in_trail(actor, found, purpose)
    return found


def _by_name_and_birth(reach: QuerySet[Person], sought: Description) -> list[Found]:
    candidates = reach.filter(_candidates(sought)).order_by("birth_on", "pk")[:COMPARED_MAX]
    found = [_found(person, compare(sought, _description(person))) for person in candidates]
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


def _candidates(sought: Description) -> Q:
    """Return whom to compare: everyone born that day, and of other likely days those of a similar name."""
    similar = Q(name_folded__trigram_similar=folded_name(sought.full_name))
    day = sought.birth.on
    if not sought.birth.is_day_known:
        return similar & Q(birth_on__range=(date(day.year, 1, 1), date(day.year, 12, 31)))
    nearby = Q(birth_on__in=one_digit_away(day)) | Q(birth_on=date(day.year, 1, 1), birth_day_known=False)
    born = [day, turned] if (turned := swapped(day)) else [day]
    return Q(birth_on__in=born) | (similar & nearby)


def one_digit_away(day: date) -> list[date]:
    """Return the dates that are written with one digit different."""
    written = f"{day:%Y%m%d}"
    found = []
    for place, digit in enumerate(written):
        for other in "0123456789".replace(digit, ""):
            text = written[:place] + other + written[place + 1 :]
            try:
                found.append(date(int(text[:4]), int(text[4:6]), int(text[6:])))
            except ValueError:
                continue
    return found


def _reach(actor: Actor) -> QuerySet[Person]:
    """Return the people among whom the actor may search; Forbidden when it may search nowhere."""
    if actor.is_system:
        return Person.objects.all()
    areas: set[int] = set()
    for grant in actor.grants_of(FIND):
        if grant.scope_kind is ScopeKind.CITY:
            return Person.objects.all()
        if grant.scope_kind is ScopeKind.AREA and grant.scope_id is not None:
            areas |= areas_within(grant.scope_id)
    if not areas:
        raise Forbidden(f"This needs the right {FIND}, which you do not have.", permission=FIND)
    return Person.objects.filter(ward__in=areas)


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
