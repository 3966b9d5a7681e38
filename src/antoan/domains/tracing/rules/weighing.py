"""Weighs meetings, and adds them up to contacts with the bounds that missing check-outs leave."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from antoan.domains.tracing.engines.engine import Cases, Contacts
from antoan.domains.tracing.meetings import CaseStays, Meetings
from antoan.domains.tracing.parameters import Scoring
from antoan.domains.tracing.rules.certainty import lacks_data
from antoan.domains.tracing.rules.scoring import Room, score
from antoan.domains.tracing.values import DAY_S

Array = npt.NDArray[Any]


class Ends(NamedTuple):
    """When stays are taken to end: those of the cases, and those of the others in each meeting."""

    own: Array
    other: Array


class Where(NamedTuple):
    """What is known of the places of the cases' stays, one value a stay: factor of the kind, air, a usual stay."""

    kind: Array
    room: Room
    has_usual_stay: Array


@dataclass(frozen=True, slots=True)
class WeighedContacts:
    """Contacts, one value each; score, low and high are minutes (rules.scoring)."""

    case: Array
    person: Array
    meetings: Array
    seconds: Array
    first_at: Array
    last_at: Array
    mid_at: Array  # The moment around which the exposure lies.
    score: Array
    low: Array
    high: Array
    estimated: Array  # The share of the score that rests on check-outs nobody made.
    lacking: Array  # The share that rests on meetings of which nothing says how long they lasted.

    def __len__(self) -> int:
        """Return how many pairs of case and contact there are."""
        return len(self.case)

    def take(self, chosen: Array) -> "WeighedContacts":
        """Return the chosen contacts, in the order of the choice."""
        return WeighedContacts(*(getattr(self, name)[chosen] for name in self.__slots__))


def weigh(
    *, cases: Cases, stays: CaseStays, met: Meetings, ends: Ends, where: Where, onset: Array, scoring: Scoring
) -> Array:
    """Return the score of each meeting if the stays ended so; `onset` is each case's midnight of day 0 in seconds."""
    of = met.stay
    case = stays.case[of]
    left = ends.own[of]
    start = np.maximum(met.t_in, stays.a[of])
    until = np.minimum(left + scoring.contact.linger_s, cases.until[case])
    end = np.maximum(np.minimum(ends.other, until), start)
    return score(
        start=start.astype(np.float64),
        end=end.astype(np.float64),
        came=stays.came[of].astype(np.float64),
        left=left.astype(np.float64),
        day=(start - onset[case]) // DAY_S,
        kind=where.kind[of],
        room=Room(where.room.removal[of], where.room.factor[of]),
        scoring=scoring,
    )


def contacts_from(
    *, stays: CaseStays, met: Meetings, where: Where, likely: Array, low: Array, high: Array
) -> tuple[WeighedContacts, Array]:
    """Add meetings up to contacts, by case and person; return with them to which contact each meeting belongs.

    Seconds and meetings follow the definition (rules.exposure), whatever ends the scores were weighed with.
    """
    case = stays.case[met.stay]
    order = np.lexsort((met.person, case))
    begins = _begins(case[order], met.person[order])
    position = np.empty(len(order), np.int64)
    position[order] = np.cumsum(np.bincount(begins, minlength=len(order))[: len(order)]) - 1
    start = np.maximum(met.t_in, stays.a[met.stay])
    end = np.minimum(met.t_eff, stays.b[met.stay])
    own = stays.estimated[met.stay]
    guessed = met.estimated | own
    lacks = lacks_data(
        own_estimated=own, other_estimated=met.estimated, has_usual_stay=where.has_usual_stay[met.stay]
    )

    def summed(values: Array) -> Array:
        return np.bincount(position, weights=values, minlength=len(begins))

    total = summed(likely)
    return WeighedContacts(
        case=case[order][begins],
        person=met.person[order][begins],
        meetings=np.bincount(position, minlength=len(begins)),
        seconds=summed((end - start).astype(np.float64)).astype(np.int64),
        first_at=_extreme(np.minimum, start[order], begins),
        last_at=_extreme(np.maximum, end[order], begins),
        mid_at=(summed(likely * (start + end) / 2) / np.where(total > 0, total, 1)).astype(np.int64),
        score=total,
        low=summed(low),
        high=summed(high),
        estimated=summed(likely * guessed) / np.where(total > 0, total, 1),
        lacking=summed(likely * lacks) / np.where(total > 0, total, 1),
    ), position


def by_minutes(contacts: Contacts) -> WeighedContacts:
    """Return contacts whose score is just the minutes together: all that is known without the places."""
    minutes = contacts.seconds / 60
    return WeighedContacts(
        case=contacts.case,
        person=contacts.person,
        meetings=contacts.meetings,
        seconds=contacts.seconds,
        first_at=contacts.first_at,
        last_at=contacts.first_at,
        mid_at=contacts.first_at,
        score=minutes,
        low=minutes,
        high=minutes,
        estimated=np.zeros(len(contacts)),
        lacking=np.zeros(len(contacts)),
    )


def _begins(case: Array, person: Array) -> Array:
    if not len(case):
        return np.empty(0, np.int64)
    return np.flatnonzero(np.r_[True, (np.diff(case) != 0) | (np.diff(person) != 0)])


def _extreme(of: Any, values: Array, begins: Array) -> Array:
    return np.asarray(of.reduceat(values, begins)) if len(begins) else np.empty(0, np.int64)
