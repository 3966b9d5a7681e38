"""Looks back from confirmed cases to the places that infected several of them. Shows places and counts, nobody."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

import numpy as np

from antoan.domains.places.queries import spots_with_places
from antoan.domains.places.values import PlaceKind
from antoan.domains.records.queries.bulk import cases_confirmed
from antoan.domains.tracing.engines.engine import Cases, Window
from antoan.domains.tracing.engines.online import OnlineEngine
from antoan.domains.tracing.parameters import scoring_on
from antoan.domains.tracing.permissions import READ_CLUSTERS
from antoan.domains.tracing.queries.numbers import numbers_of
from antoan.domains.tracing.queries.online import online_engine
from antoan.domains.tracing.rules.backward import SLOT_S, Venue, presence, shared_slots, venues
from antoan.domains.tracing.rules.days import KEPT_DAYS
from antoan.domains.tracing.rules.exposure import ContactRule
from antoan.domains.tracing.values import moment_of, seconds_of
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import CITY
from antoan.foundation.audit.services import record_read
from antoan.kit import clock

CASES_MAX: Final = 50_000  # The latest of so many are looked at.
VENUES_MAX: Final = 200
_PRESENT: Final = ContactRule(before_s=0, linger_s=0)


@dataclass(frozen=True, slots=True)
class SuspectedVenue:
    """A place that infected several, as far as chance can tell."""

    spot_id: int
    place_id: int
    place_name: str
    spot_name: str
    kind: PlaceKind
    since: datetime
    until: datetime
    cases: int
    visitors: int
    expected: float
    false_share: float


@dataclass(frozen=True, slots=True)
class Backward:
    """What looking back found, and from how many cases."""

    cases: int
    venues: tuple[SuspectedVenue, ...]


def suspected_venues(actor: Actor, *, first: date, last: date, now: datetime) -> Backward:
    """Return the places shared by more of the cases confirmed between two days than chance explains."""
    require(actor, READ_CLUSTERS, CITY)
    found = cases_confirmed(first, last, limit=CASES_MAX)
    days = scoring_on(last).window.exposed_days_before
    record_read(
        actor,
        action="tracing.backward",
        object_kind="cases",
        object_id=f"{first}/{last}",
        person_id=None,
        detail={"cases": len(found)},
    )
    if not found:
        return Backward(0, ())
    kept_from = clock.day_start(clock.local_date(now) - timedelta(days=KEPT_DAYS))
    numbers = numbers_of(case.person_id for case in found)
    until = [seconds_of(clock.day_end(case.confirmed_on)) for case in found]
    since = [
        seconds_of(max(clock.day_start(case.confirmed_on - timedelta(days=days)), kept_from))
        for case in found
    ]
    cases = Cases.of([numbers[case.person_id] for case in found], since, until)
    engine = online_engine(Window(int(cases.since.min()), int(cases.until.max())))
    return Backward(len(found), tuple(_named(shared_venues(engine, cases)[:VENUES_MAX])))


def shared_venues(engine: OnlineEngine, cases: Cases) -> list[Venue]:
    """Return the spots and times shared by more of these cases than chance explains."""
    stays = engine.stays_of(cases, _PRESENT)
    came, left = np.maximum(stays.came, stays.a), np.minimum(stays.left, stays.b)
    seen = presence(spot=stays.spot, came=came, left=left, case=stays.case)
    shared = shared_slots(seen)
    visitors = engine.visitors(shared.spot, shared.slot * SLOT_S, (shared.slot + 1) * SLOT_S)
    people = max(engine.people_seen(), len(cases))
    return venues(shared, seen, visitors=np.maximum(visitors, shared.cases), case_share=len(cases) / people)


def _named(found: list[Venue]) -> list[SuspectedVenue]:
    known = spots_with_places(venue.spot for venue in found)
    return [
        SuspectedVenue(
            spot_id=venue.spot,
            place_id=place.id,
            place_name=place.name,
            spot_name=spot.name,
            kind=place.kind,
            since=moment_of(venue.since),
            until=moment_of(venue.until),
            cases=len(venue.cases),
            visitors=venue.visitors,
            expected=venue.expected,
            false_share=venue.q_value,
        )
        for venue in found
        if venue.spot in known
        for spot, place in [known[venue.spot]]
    ]
