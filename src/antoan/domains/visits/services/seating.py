"""Staff at a vehicle's door write down the seat of whoever they just scanned in."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.db import transaction

from antoan.domains.places.queries import place_for, spots_of_place
from antoan.domains.places.values import VEHICLES
from antoan.domains.visits.errors import SeatUnreadable, VisitNotFound
from antoan.domains.visits.models import Seat, Visit
from antoan.domains.visits.own_rules import readable_seat
from antoan.foundation.accounts.actor import SYSTEM

WRITTEN_WITHIN: Final = timedelta(hours=24)  # Of the entry; a journey is over by then.
_AHEAD: Final = timedelta(minutes=5)


@transaction.atomic
def name_seat(*, place_id: int, scan_id: UUID, seat: str, now: datetime) -> None:
    """Keep the seat of a visit that was scanned at a place; written again, the later one stands.

    SeatUnreadable, also where there are no seats; VisitNotFound for what was not scanned at this place of late. The
    caller has checked that whoever asks is a device of the place.
    """
    written = readable_seat(seat)
    if place_for(SYSTEM, place_id).kind not in VEHICLES:
        raise SeatUnreadable
    visit = Visit.objects.filter(
        spot_id__in=[spot.id for spot in spots_of_place(SYSTEM, place_id)],
        t_in__gte=now - WRITTEN_WITHIN,
        t_in__lt=now + _AHEAD,
        scan_id=scan_id,
    ).first()
    if visit is None:
        raise VisitNotFound
    Seat.objects.update_or_create(
        scan_id=scan_id,
        defaults={
            "person_id": visit.person_id,
            "spot_id": visit.spot_id,
            "t_in": visit.t_in,
            "seat": written,
        },
    )
