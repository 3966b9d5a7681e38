"""Places where nobody is scanned any more: for their units, and for the wards that follow them."""

from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from antoan.domains.areas.queries import ancestors_of
from antoan.domains.areas.reach import within_reach
from antoan.domains.gates.errors import SilenceNotFound
from antoan.domains.gates.models import Silence
from antoan.domains.gates.permissions import FOLLOW_SILENCE, REPORT
from antoan.domains.gates.silence_rules import silence_rule
from antoan.domains.gates.silence_values import SilenceView
from antoan.domains.units.queries import scope_of_unit
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import Scope
from antoan.kit.clock import local_date

PAGE_ROWS: Final = 100


def silences_to_follow(actor: Actor, now: datetime, *, after_id: int = 0) -> list[SilenceView]:
    """Return a page of the silent places a ward asks after, the longest known first; ask on with the last id."""
    today = local_date(now)
    asked_lately = Q(handled_at__gt=now - silence_rule(today).ask_again_after)
    rows = _open().filter(within_reach(actor, FOLLOW_SILENCE, field="place__ward"), ward_asks_on__lte=today)
    return [
        _view(row) for row in rows.exclude(asked_lately).filter(pk__gt=after_id).order_by("pk")[:PAGE_ROWS]
    ]


def silences_of_unit(actor: Actor, unit_id: int) -> list[SilenceView]:
    """Return the silent places of a unit, by name; nothing for who may not read its gates' reports."""
    if not actor.may(REPORT, scope_of_unit(unit_id)):
        return []
    return [_view(row) for row in _open().filter(unit=unit_id).order_by("place__name", "pk")[:PAGE_ROWS]]


def silence_in(actor: Actor, silence_id: int, permission: str, *, lock: bool = False) -> Silence:
    """Return an open one in whose ward the actor holds a permission; SilenceNotFound."""
    rows = _open().select_for_update(of=("self",)) if lock else _open()
    row = rows.filter(pk=silence_id).first()
    if row is None:
        raise SilenceNotFound
    ward_id = row.place.ward_id
    if not actor.may(permission, Scope(areas=ancestors_of(ward_id) if ward_id else frozenset())):
        raise SilenceNotFound
    return row


def _open() -> "QuerySet[Silence]":
    return Silence.objects.filter(ended_on__isnull=True).select_related("place__ward", "unit")


def _view(row: Silence) -> SilenceView:
    return SilenceView(
        id=row.pk,
        place_id=row.place_id,
        place_name=row.place.name,
        unit_name=row.unit.name,
        address=row.place.address,
        ward_name=row.place.ward.name if row.place.ward else "",
        last_scan_on=row.last_scan_on,
        found_on=row.found_on,
        ward_asks_on=row.ward_asks_on,
    )
