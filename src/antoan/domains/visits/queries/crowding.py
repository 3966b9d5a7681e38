"""How many people are at a place: those whose stay goes on, by check-out or estimate."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db.models import Count

from antoan.domains.places.queries import place_for, spots_of_place
from antoan.domains.places.values import SpotView
from antoan.domains.visits.models import Visit
from antoan.foundation.accounts.actor import SYSTEM


def is_full(place_id: int, now: datetime) -> bool:
    """Tell whether a place holds as many people as it may; not how many, so anybody at its door may know."""
    capacity = place_for(SYSTEM, place_id).capacity
    return (
        capacity is not None
        and sum(people_inside(spots_of_place(SYSTEM, place_id), now).values()) >= capacity
    )


def people_inside(spots: Sequence[SpotView], now: datetime) -> dict[int, int]:
    """Return by spot how many people are there now. The caller has checked who asks."""
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
    return dict(counted)
