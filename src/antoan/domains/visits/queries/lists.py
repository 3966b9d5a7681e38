"""Reads of visits: who came to a place, how many are there now, where somebody was."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from antoan.domains.passes.queries import labels_of
from antoan.domains.people.queries import answers_for
from antoan.domains.places.queries import gates_by_id, place_for, scope_of_place, spots_by_id, spots_of_place
from antoan.domains.policy.values import Colour
from antoan.domains.visits.models import Visit
from antoan.domains.visits.permissions import LIST, READ_OWN
from antoan.domains.visits.queries.crowding import people_inside
from antoan.domains.visits.rules import STAY_HOURS_MAX
from antoan.domains.visits.values import EntrySource, ExitSource, Inside, VisitView
from antoan.foundation.accounts.actor import SYSTEM, Actor, require
from antoan.foundation.accounts.scopes import CITY, Scope
from antoan.foundation.audit.services import record_read

VISITS_MAX: Final = 500  # Rows of one list; ask on with an earlier `until`.
STAYS_MAX: Final = 200_000  # Of one attendance list: a day of the largest unit, twice over.


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
    return views_of(visits)


def inside_now(actor: Actor, place_id: int, now: datetime) -> Inside:
    """Return how many people are at a place now, by spot: those whose stay goes on, by check-out or estimate."""
    require(actor, LIST, scope_of_place(place_id))
    place = place_for(SYSTEM, place_id)
    spots = spots_of_place(SYSTEM, place_id)
    people = people_inside(spots, now)
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
    """Return where a person was between two moments, newest first: their own history, a dependant's, or a tracer's reading.

    Somebody else's history needs the right to list visits in the whole city, and the reading is kept in the trail.
    """
    if not may_read_own(actor, person_id):
        require(actor, LIST, CITY)
        record_read(
            actor, action="visits:read", object_kind="person", object_id=person_id, person_id=person_id
        )
    found = Visit.objects.filter(
        person_id=person_id, t_in__gt=since - timedelta(hours=STAY_HOURS_MAX), t_in__lt=until, t_eff__gt=since
    )
    visits = list(found.order_by("-t_in")[: min(limit, VISITS_MAX)])
    return views_of(visits)


def may_read_own(actor: Actor, person_id: int) -> bool:
    """Tell whether a history is the actor's own, or of somebody the actor answers for."""
    if actor.may(READ_OWN, Scope(person_id=person_id)):
        return True
    return actor.may(READ_OWN, Scope(person_id=actor.person_id)) and answers_for(actor, person_id)


def stays_of_people(
    actor: Actor, place_ids: Sequence[int], person_ids: Sequence[int], *, since: datetime, until: datetime
) -> list[tuple[int, datetime, datetime | None]]:
    """Return person, time in and time out of the stays of some people at some places that began in a period.

    The reading is kept in the trail, once for each place.
    """
    spots: list[int] = []
    for place_id in place_ids:
        require(actor, LIST, scope_of_place(place_id))
        spots += [spot.id for spot in spots_of_place(SYSTEM, place_id)]
    found = Visit.objects.filter(
        spot_id__in=spots, person_id__in=person_ids, t_in__gte=since, t_in__lt=until
    ).order_by("t_in")[:STAYS_MAX]
    stays = list(found.values_list("person_id", "t_in", "t_out"))
    for place_id in place_ids:
        record_read(
            actor, action="visits:attendance", object_kind="place", object_id=place_id, person_id=None,
            detail={"since": since.isoformat(), "people": len(person_ids)},
        )  # fmt: skip
    return stays


def views_of(visits: Sequence[Visit]) -> list[VisitView]:
    """Return visits as lists show them, in the same order; those at a spot that is gone are left out."""
    labels = labels_of(visit.person_id for visit in visits)
    spots = spots_by_id(visit.spot_id for visit in visits)
    gates = gates_by_id(visit.gate_id for visit in visits if visit.gate_id is not None)
    return [
        VisitView(
            person_id=visit.person_id,
            person_label=labels.get(visit.person_id, ""),
            place_id=spot.place_id,
            place_name=spot.place_name,
            spot_name=spot.spot_name,
            gate_name=gates[visit.gate_id].name if visit.gate_id in gates else "",
            t_in=visit.t_in,
            t_out=visit.t_out,
            t_eff=visit.t_eff,
            end_is_estimated=visit.t_out is None,
            colour=Colour.of_number(visit.colour).value,
            source=EntrySource(visit.source),
            exit_source=None if visit.out_source is None else ExitSource(visit.out_source),
            scan_id=visit.scan_id,
        )
        for visit in visits
        if (spot := spots.get(visit.spot_id)) is not None
    ]
