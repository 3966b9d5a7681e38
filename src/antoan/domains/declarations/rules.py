"""When a declaration is in time, when it counts, and when it is doubted. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Final
from uuid import UUID

from antoan.domains.declarations.errors import DeclarationOutOfTime, NoSuchQuestionnaire
from antoan.domains.declarations.questionnaires.values import Questionnaire
from antoan.domains.declarations.values import Flag, Sighting, Standing, Verification
from antoan.kit.distances import kilometres_between

AHEAD_MAX: Final = timedelta(minutes=5)
BACK_MAX: Final = timedelta(days=7)
# Lesson L16: three declarations within a minute in three districts. Since districts ended: in three wards.
BURST_WITHIN: Final = timedelta(minutes=1)
BURST_WARDS: Final = 3
# The same lesson: more than 5 km within 5 minutes.
TRAVEL_WITHIN: Final = timedelta(minutes=5)
TRAVEL_KM_MAX: Final = 5.0
ADULT_YEARS: Final = 18
WORKERS: Final = frozenset({Verification.STAFF, Verification.HELPER, Verification.GATE})
# What nobody needs in a day; further ones are an attack or a fault.
DECLARATIONS_PER_PERSON_DAY_MAX: Final = 50
DECLARATIONS_FOR_OTHERS_DAY_MAX: Final = 30


def check_time(declared_at: datetime, now: datetime) -> None:
    """Raise DeclarationOutOfTime unless it was declared about now or waited for the network a few days."""
    if declared_at.tzinfo is None or not now - BACK_MAX <= declared_at <= now + AHEAD_MAX:
        raise DeclarationOutOfTime


def check_asked(questionnaire: Questionnaire, declared_at: datetime) -> None:
    """Raise NoSuchQuestionnaire for a form that is not asked then; one just replaced may still be on a phone."""
    if not any(questionnaire.is_in_force(at) for at in (declared_at, declared_at - BACK_MAX)):
        raise NoSuchQuestionnaire


def counts_at_once(
    *, is_own: bool, is_own_code_shown: bool, is_minor: bool, verified_by: Verification
) -> bool:
    """Tell whether nobody has to agree.

    One's own or a guardian's counts (`is_own`); so does what a gate declares for somebody whose own code it
    scanned, or what staff or a gate declares for a minor.
    """
    return is_own or is_own_code_shown or (is_minor and verified_by in WORKERS)


def is_minor(born_on: date, on: date) -> bool:
    """Tell whether somebody is under 18 on a day; born on 29 February one comes of age on 1 March."""
    return (on.year - born_on.year) - ((on.month, on.day) < (born_on.month, born_on.day)) < ADULT_YEARS


def standing_of(*, confirmed: bool, flagged: bool, annulled: bool) -> Standing:
    """Return what a declaration is worth."""
    if annulled:
        return Standing.ANNULLED
    if flagged:
        return Standing.DOUBTED
    return Standing.COUNTS if confirmed else Standing.WAITS


def doubts(sightings: Sequence[Sighting]) -> Mapping[UUID, Flag]:
    """Return which declarations about one person cannot all be true, each with why.

    All that take part in a contradiction are doubted: nobody here can tell which of them is the true one.
    """
    found: dict[UUID, Flag] = {}
    ordered = sorted(sightings, key=lambda sighting: sighting.declared_at)
    for one, other in combinations(ordered, 2):
        if _is_too_far(one, other):
            found[one.declaration_id] = found[other.declaration_id] = Flag.TRAVEL
    for number, first in enumerate(ordered):
        near = [one for one in ordered[number:] if one.declared_at - first.declared_at <= BURST_WITHIN]
        if len(_wards(near)) >= BURST_WARDS:
            found |= {one.declaration_id: Flag.BURST for one in near if one.ward_id is not None}
    return found


def _is_too_far(one: Sighting, other: Sighting) -> bool:
    if one.position is None or other.position is None:
        return False
    is_soon = other.declared_at - one.declared_at <= TRAVEL_WITHIN
    return is_soon and kilometres_between(one.position, other.position) > TRAVEL_KM_MAX


def _wards(sightings: Iterable[Sighting]) -> set[int]:
    return {one.ward_id for one in sightings if one.ward_id is not None}
