"""Wards in which everybody declares daily for a time. Public: no person is told of."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from antoan.domains.areas.queries import ancestors_of
from antoan.domains.areas.reach import within_reach
from antoan.domains.care.models import WatchedArea
from antoan.domains.care.permissions import WATCH_AREA
from antoan.domains.declarations.queries.readings import told_in_ward
from antoan.foundation.accounts.actor import Actor


@dataclass(frozen=True, slots=True)
class WatchedAreaView:
    """A ward with an outbreak, since when and on which decision; `told` counts who declared today."""

    id: int
    ward_id: int
    ward: str
    since: date
    until: date | None
    basis: str
    told: int | None = None


def watching_of_home(ward_id: int | None, today: date) -> WatchedAreaView | None:
    """Return why somebody who lives in a ward declares daily; None when they need not."""
    if ward_id is None:
        return None
    row = (
        WatchedArea.objects.filter(_on(today), ward__in=ancestors_of(ward_id)).select_related("ward").first()
    )
    return None if row is None else _view(row)


def watched_areas(actor: Actor, today: date) -> list[WatchedAreaView]:
    """Return the wards that are watched today within the actor's areas, with how many declared today."""
    rows = WatchedArea.objects.filter(_on(today), within_reach(actor, WATCH_AREA)).select_related("ward")
    return [_view(row, told=told_in_ward(row.ward_id, today)) for row in rows.order_by("since", "pk")]


def _on(today: date) -> Q:
    return Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))


def _view(row: WatchedArea, told: int | None = None) -> WatchedAreaView:
    return WatchedAreaView(row.pk, row.ward_id, row.ward.name, row.since, row.until, row.basis, told)
