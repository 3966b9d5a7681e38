"""Finds the contacts of cases online and weighs them by what is known of the places, with bounds for missing check-outs."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from antoan.domains.places.queries import spots_with_places
from antoan.domains.places.values import PlaceKind
from antoan.domains.tracing.engines.engine import Cases
from antoan.domains.tracing.engines.online import NEVER, OnlineEngine
from antoan.domains.tracing.meetings import CaseStays, Meetings
from antoan.domains.tracing.models import Room
from antoan.domains.tracing.parameters import Scoring
from antoan.domains.tracing.rules import scoring as physics
from antoan.domains.tracing.rules.stays import Span, span_of, stay_bounds
from antoan.domains.tracing.rules.weighing import Ends, WeighedContacts, Where, contacts_from, weigh

Array = npt.NDArray[Any]

BOUNDED_STAYS_MAX: Final = 20_000  # Estimated stays beyond so many keep their usual end as if it were known.


class SpotFacts(NamedTuple):
    """What is known of a spot; None is unknown."""

    kind: PlaceKind | None
    area_m2: float | None
    ventilation: str | None


NOTHING_KNOWN: Final = SpotFacts(None, None, None)


@dataclass(frozen=True, slots=True)
class Traced:
    """What one level of a trace found, down to the single meetings."""

    stays: CaseStays
    met: Meetings
    contacts: WeighedContacts
    contact_of: Array  # Of each meeting, the position of its contact.
    minutes: Array  # Of each meeting, its score.


def registered_spots(spots: Sequence[int]) -> dict[int, SpotFacts]:
    """Return what the registry of places and the tracers' descriptions of rooms tell of spots."""
    known = spots_with_places(spots)
    described = {room.pk: room for room in Room.objects.filter(pk__in=spots)}
    return {
        spot: SpotFacts(
            PlaceKind(known[spot][1].kind) if spot in known else None,
            described[spot].area_m2 if spot in described else None,
            (described[spot].ventilation or None) if spot in described else None,
        )
        for spot in spots
    }


def traced(
    engine: OnlineEngine,
    *,
    cases: Cases,
    onset: Array,
    scoring: Scoring,
    with_bounds: bool = True,
    facts_of: Callable[[Sequence[int]], Mapping[int, SpotFacts]] = registered_spots,
) -> Traced:
    """Return the weighed contacts of cases. Bounds cost a look at every stay without a check-out."""
    stays = engine.stays_of(cases, scoring.contact)
    met = engine.meetings(stays)
    where = _where(stays.spot, facts_of, scoring)
    known = Span.known(stays.left), Span.known(met.t_eff)
    own, other = _spans(engine, stays, met, scoring) if with_bounds else known
    weighed = [
        weigh(
            cases=cases,
            stays=stays,
            met=met,
            ends=Ends(own_end, other_end),
            where=where,
            onset=onset,
            scoring=scoring,
        )
        for own_end, other_end in zip(own, other, strict=True)
    ]
    contacts, position = contacts_from(
        stays=stays, met=met, where=where, likely=weighed[0], low=weighed[1], high=weighed[2]
    )
    return Traced(stays, met, contacts, position, weighed[0])


def _where(
    spots: Array, facts_of: Callable[[Sequence[int]], Mapping[int, SpotFacts]], scoring: Scoring
) -> Where:
    distinct, position = np.unique(spots, return_inverse=True)
    known = facts_of(distinct.tolist())
    kinds, removals, factors, usual = [], [], [], []
    for spot in distinct.tolist():
        facts = known.get(spot, NOTHING_KNOWN)
        removal, factor = physics.room_of(scoring.air, area_m2=facts.area_m2, ventilation=facts.ventilation)
        kinds.append(scoring.kinds[facts.kind] if facts.kind else 1.0)
        removals.append(removal)
        factors.append(factor)
        usual.append(facts.kind is not None)  # A registered spot has one; of another only the log tells.
    air = physics.Room(np.array(removals)[position], np.array(factors)[position])
    return Where(np.array(kinds)[position], air, np.array(usual, bool)[position])


def _spans(engine: OnlineEngine, stays: CaseStays, met: Meetings, scoring: Scoring) -> tuple[Span, Span]:
    """Return the ends of both sides' stays: scanned ones as they are, estimated ones between their bounds."""
    own, other = np.flatnonzero(stays.estimated), np.flatnonzero(met.estimated)
    sides = [
        np.concatenate([stays.person[own], met.person[other]]),
        np.concatenate([stays.spot[own], stays.spot[met.stay[other]]]),
        np.concatenate([stays.came[own], met.t_in[other]]),
        np.concatenate([stays.left[own], met.t_eff[other]]),
    ]
    distinct, position = np.unique(np.stack(sides), axis=1, return_inverse=True)
    position = position.reshape(-1)
    ends = bounded_ends(engine, *distinct[:, :BOUNDED_STAYS_MAX], scoring=scoring)
    rest = distinct[3, BOUNDED_STAYS_MAX:]
    whole = [np.concatenate([bounded, rest])[position] for bounded in ends]
    return (
        Span(*(_with(stays.left, own, end[: len(own)]) for end in whole)),
        Span(*(_with(met.t_eff, other, end[len(own) :]) for end in whole)),
    )


def bounded_ends(
    engine: OnlineEngine, person: Array, spot: Array, t_in: Array, t_eff: Array, *, scoring: Scoring
) -> tuple[Array, Array, Array]:
    """Return the likely, lowest and highest ends of stays nobody checked out of."""
    after = engine.next_entries(person, t_in)
    observed = {one: engine.observed_stays(one) for one in np.unique(spot).tolist()}
    found = []
    for where, came, left, next_in in zip(
        spot.tolist(), t_in.tolist(), t_eff.tolist(), after.tolist(), strict=True
    ):
        bounds = stay_bounds(
            observed=observed[where],
            usual=left - came,
            gone_after=None if next_in == NEVER else next_in - came,
            rule=scoring.stays,
        )
        found.append(span_of(t_in=came, t_eff=left, bounds=bounds))
    ends = np.array(found, np.int64).reshape(-1, 3)
    return ends[:, 0], ends[:, 1], ends[:, 2]


def _with(values: Array, where: Array, others: Array) -> Array:
    changed = values.astype(np.int64)
    changed[where] = others
    return changed
