"""Everybody who was at a place on a day, for lists whose leaving the caller has checked and recorded."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from antoan.domains.places.queries import spots_of_place
from antoan.domains.visits.models import Visit
from antoan.domains.visits.rules import STAY_HOURS_MAX
from antoan.foundation.accounts.actor import SYSTEM


@dataclass(frozen=True, slots=True)
class DayStay:
    """One stay of the day."""

    person_id: int
    spot_name: str
    t_in: datetime
    t_out: datetime | None


def stays_of_day(place_id: int, *, since: datetime, until: datetime, limit: int) -> list[DayStay]:
    """Return who was at a place between two moments, in order of coming; whoever came before and stayed as well."""
    spots = {spot.id: spot.name for spot in spots_of_place(SYSTEM, place_id)}
    rows = Visit.objects.filter(
        spot_id__in=spots, t_in__gt=since - timedelta(hours=STAY_HOURS_MAX), t_in__lt=until, t_eff__gt=since
    )
    return [
        DayStay(row.person_id, spots[row.spot_id], row.t_in, row.t_out)
        for row in rows.order_by("t_in", "person_id")[:limit]
    ]
