"""Seats that people named in vehicles, for those who may read the visits themselves."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from antoan.domains.visits.models import Seat
from antoan.domains.visits.values import VisitView


def seats_of(visits: Iterable[VisitView]) -> dict[UUID, str]:
    """Return the seats of visits somebody was allowed to read, by scan; nothing for most."""
    scans = [visit.scan_id for visit in visits]
    return dict(Seat.objects.filter(scan_id__in=scans).values_list("scan_id", "seat"))


def seats_of_person(person_id: int, since: datetime, until: datetime) -> list[tuple[int, datetime, str]]:
    """Return spot, time in and seat of the stays of one person, for services that have checked who asks."""
    rows = Seat.objects.filter(person_id=person_id, t_in__gte=since, t_in__lt=until)
    return list(rows.order_by("t_in").values_list("spot_id", "t_in", "seat"))
