"""Reads of visits: who came to a place, how many are there now, where somebody was."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count

from antoan.domains.passes.queries import labels_of
from antoan.domains.places.queries import gates_by_id, place_for, scope_of_place, spots_of_place
from antoan.domains.policy.values import Colour
from antoan.domains.visits.models import Visit
from antoan.domains.visits.permissions import LIST, READ_OWN
from antoan.domains.visits.rules import STAY_HOURS_MAX
from antoan.domains.visits.values import EntrySource, Inside, VisitView
from antoan.foundation.accounts.actor import SYSTEM, Actor, require
from antoan.foundation.accounts.scopes import CITY, Scope
from antoan.foundation.audit.services import record_read

VISITS_MAX: Final = 500  # Rows of one list; ask on with an earlier `until`.


def visits_at(
    actor: Actor,
    place_id: int,
    since: datetime,
    limit: int = 100,
    *,
    until: datetime | None = None,
    is_refresh: bool = False,
) -> list[VisitView]:
    """Return the visits of a place that began from `since` on (and before `until`), newest first.

    The reading is kept in the trail, once for a list on a screen: `is_refresh` marks its renewals.
    """
    require(actor, LIST, scope_of_place(place_id))
    spots = [spot.id for spot in spots_of_place(SYSTEM, place_id)]
    found = Visit.objects.filter(spot_id__in=spots, t_in__gte=since)
    if until is not None:
        found = found.filter(t_in__lt=until)
    visits = list(found.order_by("-t_in")[: min(limit, VISITS_MAX)])
    if not is_refresh:
        record_read(
            actor,
            action="visits:list",
            object_kind="place",
            object_id=place_id,
            person_id=None,
            detail={"since": since.isoformat(), "visits": len(visits)},
        )
    return _views(visits)


def inside_now(actor: Actor, place_id: int, now: datetime) -> Inside:
    """Return how many people are at a place now, by spot: those whose stay goes on, by check-out or estimate."""
    require(actor, LIST, scope_of_place(place_id))
    place = place_for(SYSTEM, place_id)
    spots = spots_of_place(SYSTEM, place_id)
    # Whoever is inside came within the longest usual stay: that bound lets the index and the days do the work.
    longest = timedelta(minutes=max((spot.usual_stay_minutes for spot in spots), default=0))
    counted = (
        Visit.objects.filter(
            spot_id__in=[spot.id for spot in spots],
            t_in__gt=now - longest,
            t_in__lte=now,
            t_eff__gt=now,
            t_out=None,
        )
        .values_list("spot_id")
        .annotate(people=Count("person_id", distinct=True))
    )
    people = dict(counted)
    by_spot = tuple((spot.name, people.get(spot.id, 0)) for spot in spots)
    return Inside(
        place_id=place_id,
        at=now,
        people=sum(count for _, count in by_spot),
        capacity=place.capacity,
        by_spot=by_spot,
    )


def visits_of_person(
    actor: Actor, person_id: int, *, since: datetime, until: datetime, limit: int = VISITS_MAX
) -> list[VisitView]:
    """Return where a person was between two moments, newest first: their own history, or a tracer's reading.

    Somebody else's history needs the right to list visits in the whole city, and the reading is kept in the trail.
    """
    if not actor.may(READ_OWN, Scope(person_id=person_id)):
        require(actor, LIST, CITY)
        record_read(
            actor, action="visits:read", object_kind="person", object_id=person_id, person_id=person_id
        )
    found = Visit.objects.filter(
        person_id=person_id, t_in__gt=since - timedelta(hours=STAY_HOURS_MAX), t_in__lt=until, t_eff__gt=since
    )
    visits = list(found.order_by("-t_in")[: min(limit, VISITS_MAX)])
    return _views(visits)


def _views(visits: Sequence[Visit]) -> list[VisitView]:
    labels = labels_of(visit.person_id for visit in visits)
    gates = gates_by_id(visit.gate_id for visit in visits)
    return [
        VisitView(
            person_id=visit.person_id,
            person_label=labels.get(visit.person_id, ""),
            place_id=gate.place_id,
            place_name=gate.place_name,
            spot_name=gate.spot_name,
            gate_name=gate.name,
            t_in=visit.t_in,
            t_out=visit.t_out,
            t_eff=visit.t_eff,
            end_is_estimated=visit.t_out is None,
            colour=Colour.of_number(visit.colour).value,
            source=EntrySource(visit.source),
        )
        for visit in visits
        if (gate := gates.get(visit.gate_id)) is not None
    ]
