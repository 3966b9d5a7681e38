"""Wards in which everybody declares daily for a time."""

from datetime import date
from typing import Final

from django.db import transaction

from antoan.domains.areas.queries import ancestors_of
from antoan.domains.care.errors import BasisMissing
from antoan.domains.care.models import WatchedArea
from antoan.domains.care.permissions import WATCH_AREA
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.text import squeeze

BASIS_LETTERS_MIN: Final = 5
BASIS_LETTERS_MAX: Final = 120


@transaction.atomic
def watch_area(*, actor: Actor, ward_id: int, since: date, basis: str) -> int:
    """Have everybody of a ward asked to declare daily; while one is watched, watching it again changes nothing."""
    require(actor, WATCH_AREA, Scope(areas=ancestors_of(ward_id)))
    said = squeeze(basis)
    if not BASIS_LETTERS_MIN <= len(said) <= BASIS_LETTERS_MAX:
        raise BasisMissing
    row, is_new = WatchedArea.objects.get_or_create(
        ward_id=ward_id,
        until__isnull=True,
        defaults={"since": since, "basis": said, "set_by": actor.account_id},
    )
    if is_new:
        record_decision(actor, action="care.area.watch", object_kind="area", object_id=ward_id)
    return int(row.pk)


@transaction.atomic
def unwatch_area(*, actor: Actor, ward_id: int) -> None:
    """End it today, which is the last day; twice is once."""
    require(actor, WATCH_AREA, Scope(areas=ancestors_of(ward_id)))
    row = WatchedArea.objects.select_for_update().filter(ward=ward_id, until__isnull=True).first()
    if row is None:
        return
    row.until = clock.today()
    row.save()
    record_decision(actor, action="care.area.unwatch", object_kind="area", object_id=ward_id)
