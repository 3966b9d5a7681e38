"""Throws the switch over gates, for the city or one unit: pages that are too old, and a stop of all scans."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from antoan.domains.gates.errors import StopUnreadable, SwitchReasonMissing, VersionUnknown
from antoan.domains.gates.models import GateSwitch
from antoan.domains.gates.permissions import SWITCH
from antoan.domains.gates.switch_rules import (
    PAGE_VERSION,
    STOP_MAX,
    TEXT_LETTERS_MAX,
    TEXT_LETTERS_MIN,
)
from antoan.domains.units.queries import scope_of_unit
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import CITY, Scope
from antoan.foundation.audit.services import record_decision
from antoan.kit.text import squeeze
from antoan.kit.words import Words


@transaction.atomic
def require_page_version(
    *, actor: Actor, version: int, because: str, at: datetime, unit_id: int | None = None
) -> None:
    """Let gate pages older than a version tell no colour; devices follow within a minute. Zero asks for none.

    VersionUnknown for a page that this release does not serve: every gate would say "unknown" for good.
    """
    require(actor, SWITCH, _scope(unit_id))
    if not 0 <= version <= PAGE_VERSION:
        raise VersionUnknown
    row = _locked(unit_id, at)
    row.minimum_version = version
    _keep(actor, row, "gates:switch:version", at, because=_reason(because), version=version)


@transaction.atomic
def stop_scanning(
    *, actor: Actor, text: Words, until: datetime, because: str, at: datetime, unit_id: int | None = None
) -> None:
    """Let no gate tell a colour or record a visit from now until a moment: each says the text instead.

    StopUnreadable without a text in Vietnamese, or for an end that has passed or lies beyond STOP_MAX.
    """
    require(actor, SWITCH, _scope(unit_id))
    words = Words(squeeze(text.vi), squeeze(text.en) or squeeze(text.vi))
    if not (TEXT_LETTERS_MIN <= len(words.vi) <= TEXT_LETTERS_MAX and len(words.en) <= TEXT_LETTERS_MAX):
        raise StopUnreadable
    if not at < until <= at + STOP_MAX:
        raise StopUnreadable
    row = _locked(unit_id, at)
    is_on = row.stopped_at is not None and row.stopped_until is not None and row.stopped_until > at
    row.stopped_at = row.stopped_at if is_on else at  # Longer, or in other words: the same stop.
    row.stopped_until, row.text_vi, row.text_en = until, words.vi, words.en
    _keep(
        actor, row, "gates:switch:stop", at, because=_reason(because), until=until.isoformat(), text=words.vi
    )


@transaction.atomic
def resume_scanning(*, actor: Actor, because: str, at: datetime, unit_id: int | None = None) -> None:
    """End a stop now. Scans of its time stay unrecorded; twice is once."""
    require(actor, SWITCH, _scope(unit_id))
    row = _locked(unit_id, at)
    if row.stopped_until is None or row.stopped_until <= at:
        return
    row.stopped_until = at
    _keep(actor, row, "gates:switch:resume", at, because=_reason(because))


def _scope(unit_id: int | None) -> Scope:
    return CITY if unit_id is None else scope_of_unit(unit_id)


def _locked(unit_id: int | None, at: datetime) -> GateSwitch:
    whose = Q(unit__isnull=True) if unit_id is None else Q(unit_id=unit_id)
    GateSwitch.objects.bulk_create([GateSwitch(unit_id=unit_id, changed_at=at)], ignore_conflicts=True)
    return GateSwitch.objects.select_for_update().get(whose)


def _reason(because: str) -> str:
    reason = squeeze(because)
    if not TEXT_LETTERS_MIN <= len(reason) <= TEXT_LETTERS_MAX:
        raise SwitchReasonMissing
    return reason


def _keep(actor: Actor, row: GateSwitch, action: str, at: datetime, **detail: object) -> None:
    row.changed_at = at
    row.save()
    kind, number = ("city", 0) if row.unit_id is None else ("unit", row.unit_id)
    record_decision(actor, action=action, object_kind=kind, object_id=number, detail=detail)
