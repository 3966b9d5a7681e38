"""Reads of the trail: a page of it for auditors, a person's own part of it, and the whole chain for checking."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db.models import QuerySet

from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import CITY
from antoan.foundation.audit.models import TrailEntry, TrailKind
from antoan.foundation.audit.permissions import READ

PAGE_ROWS_MAX: Final = 200
_CHUNK_ROWS: Final = 2_000
_CHAIN_COLUMNS: Final = (
    "id", "at", "kind", "actor_account_id", "actor_label", "address", "action", "object_kind", "object_id",
    "person_id", "purpose", "detail", "digest", "position", "previous_hash", "hash",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One entry as people read it."""

    id: int
    at: datetime
    kind: str
    actor_account_id: int | None
    actor_label: str
    action: str
    object_kind: str
    object_id: str
    person_id: int | None
    purpose: str
    detail: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Newest entries first; `before` asks for the next page, None when this is the last."""

    lines: tuple[TrailLine, ...]
    before: int | None


def trail_of_person(
    actor: Actor,
    person_id: int,
    *,
    before: int | None = None,
    limit: int = 50,
    but_account_id: int | None = None,
) -> TrailPage:
    """Return who read or decided what about one person: for this person, and for auditors.

    `but_account_id` leaves one account out: the person's own, whose every page would bury the rest.
    """
    _require_over_trail(actor, person_id)
    entries = TrailEntry.objects.filter(person_id=person_id)
    if but_account_id is not None:
        entries = entries.exclude(actor_account_id=but_account_id)
    return _page(entries, before, limit)


def entry_of_person(actor: Actor, person_id: int, entry_id: int) -> TrailLine | None:
    """Return one entry about a person; None when there is none. For this person, and for auditors."""
    _require_over_trail(actor, person_id)
    entry = TrailEntry.objects.filter(pk=entry_id, person_id=person_id).first()
    return None if entry is None else _line(entry)


def trail(
    actor: Actor,
    *,
    account_id: int | None = None,
    action: str = "",
    since: datetime | None = None,
    before: int | None = None,
    limit: int = 50,
) -> TrailPage:
    """Return the trail for an auditor, perhaps of one account, one action, or since a time."""
    require(actor, READ, CITY)
    entries = TrailEntry.objects.all()
    if account_id is not None:
        entries = entries.filter(actor_account_id=account_id)
    if action:
        entries = entries.filter(action=action)
    if since is not None:
        entries = entries.filter(at__gte=since)
    return _page(entries, before, limit)


def people_read_by(account_id: int, *, since: datetime) -> set[int | None]:
    """Return whose data an account has read since a time; its read budget is counted by it."""
    reads = TrailEntry.objects.filter(actor_account_id=account_id, at__gt=since, kind=TrailKind.READ)
    return set(reads.filter(person_id__isnull=False).values_list("person_id", flat=True).distinct())


def entries_in_chain_order() -> Iterator[dict[str, Any]]:
    """Stream the whole chain, a few thousand rows in memory at a time."""
    chain = TrailEntry.objects.filter(position__isnull=False).order_by("position")
    yield from chain.values(*_CHAIN_COLUMNS).iterator(chunk_size=_CHUNK_ROWS)


def last_of_chain() -> tuple[int, bytes] | None:
    """Return position and hash of the last entry."""
    last = TrailEntry.objects.filter(position__isnull=False).order_by("-position").first()
    return (last.position, bytes(last.hash)) if last and last.position and last.hash else None


def committed_without_place() -> int | None:
    """Return the id of an entry that has no place in the chain; our triggers leave none."""
    return (
        TrailEntry.objects.filter(position__isnull=True).order_by("id").values_list("id", flat=True).first()
    )


def _require_over_trail(actor: Actor, person_id: int) -> None:
    if actor.person_id is None or actor.person_id != person_id:
        require(actor, READ, CITY)


def _page(entries: QuerySet[TrailEntry], before: int | None, limit: int) -> TrailPage:
    size = max(1, min(limit, PAGE_ROWS_MAX))
    if before is not None:
        entries = entries.filter(id__lt=before)
    rows = list(entries.order_by("-id")[: size + 1])
    lines = tuple(_line(row) for row in rows[:size])
    return TrailPage(lines, lines[-1].id if len(rows) > size else None)


def _line(entry: TrailEntry) -> TrailLine:
    return TrailLine(
        id=entry.pk,
        at=entry.at,
        kind=entry.kind,
        actor_account_id=entry.actor_account_id,
        actor_label=entry.actor_label,
        action=entry.action,
        object_kind=entry.object_kind,
        object_id=entry.object_id,
        person_id=entry.person_id,
        purpose=entry.purpose,
        detail=entry.detail,
    )
