"""Who is at a place now: numbers for the board, names for a roll-call."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Count, QuerySet

from antoan.domains.places.queries import place_for, scope_of_place, spots_of_place
from antoan.domains.places.values import SpotView
from antoan.domains.policy.values import Colour
from antoan.domains.visits.counts_values import Board, RollCall, SpotBoard
from antoan.domains.visits.models import Visit
from antoan.domains.visits.permissions import LIST
from antoan.domains.visits.queries.lists import views_of
from antoan.foundation.accounts.actor import SYSTEM, Actor, require
from antoan.foundation.audit.services import record_read

ROLL_CALL_MAX: Final = 2_000


def board_of(actor: Actor, place_id: int, now: datetime) -> Board:
    """Return how many are at a place now, by spot and colour; Forbidden."""
    require(actor, LIST, scope_of_place(place_id))
    place, spots = place_for(SYSTEM, place_id), spots_of_place(SYSTEM, place_id)
    rows = _inside(spots, now).values_list("spot_id", "colour").annotate(Count("person_id", distinct=True))
    by_spot: Counter[int] = Counter()
    by_colour: Counter[str] = Counter()
    for spot_id, colour, people in rows:
        by_spot[spot_id] += people
        by_colour[Colour.of_number(colour).value] += people
    return Board(
        place_id=place_id,
        name=place.name,
        at=now,
        people=sum(by_spot.values()),
        capacity=place.capacity,
        spots=tuple(SpotBoard(spot.id, spot.name, by_spot[spot.id], spot.capacity) for spot in spots),
        colours=tuple(
            (colour.value, by_colour[colour.value]) for colour in Colour if by_colour[colour.value]
        ),
    )


def people_inside(actor: Actor, place_id: int, now: datetime) -> RollCall:
    """Return who is at a place now, for a roll-call; the reading is kept in the trail. Forbidden."""
    require(actor, LIST, scope_of_place(place_id))
    visits = list(
        _inside(spots_of_place(SYSTEM, place_id), now).order_by("spot_id", "t_in")[: ROLL_CALL_MAX + 1]
    )
    record_read(
        actor,
        action="visits:roll_call",
        object_kind="place",
        object_id=place_id,
        person_id=None,
        detail={"people": len(visits)},
    )
    return RollCall(tuple(views_of(visits[:ROLL_CALL_MAX])), is_cut=len(visits) > ROLL_CALL_MAX)


def _inside(spots: list[SpotView], now: datetime) -> "QuerySet[Visit, Any]":
    # Whoever is inside came within the longest usual stay: the index and the days do the work.
    longest = timedelta(minutes=max((spot.usual_stay_minutes for spot in spots), default=0))
    return Visit.objects.filter(
        spot_id__in=[spot.id for spot in spots],
        t_in__gt=now - longest,
        t_in__lte=now,
        t_eff__gt=now,
        t_out=None,
    )
