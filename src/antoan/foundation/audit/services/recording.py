"""Adds entries to the trail, in the caller's transaction."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.budget import refuse_past_budget
from antoan.foundation.audit.digests import entry_digest
from antoan.foundation.audit.errors import EntryTooLong
from antoan.foundation.audit.models import TrailEntry, TrailKind
from antoan.kit import clock


def record_read(
    actor: Actor,
    *,
    action: str,
    object_kind: str,
    object_id: object,
    person_id: int | None,
    purpose: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Keep that the actor read data of a person. `detail` holds text, whole numbers, lists and mappings.

    Raises ReadBudgetSpent when the account has read too many people's data within the hour.
    """
    now = clock.now()
    is_last = refuse_past_budget(actor, [person_id], at=now)
    entry = _entry(actor, TrailKind.READ, now, action, object_kind, object_id, person_id, purpose, detail)
    entry.save(force_insert=True)
    if is_last:
        _alert(actor)


def record_reads(
    actor: Actor, *, action: str, object_kind: str, person_ids: Iterable[int], purpose: str = ""
) -> None:
    """Keep that the actor read a list: one entry for every person in it, so that each can see it."""
    now = clock.now()
    people = list(person_ids)
    is_last = refuse_past_budget(actor, people, at=now)
    TrailEntry.objects.bulk_create(
        _entry(actor, TrailKind.READ, now, action, object_kind, person_id, person_id, purpose, None)
        for person_id in people
    )
    if is_last:
        _alert(actor)


def record_decision(
    actor: Actor,
    *,
    action: str,
    object_kind: str,
    object_id: object,
    person_id: int | None = None,
    purpose: str = "",
    detail: Mapping[str, Any] | None = None,
) -> None:
    """Keep that the actor decided something, about a person or not."""
    entry = _entry(
        actor, TrailKind.DECISION, clock.now(), action, object_kind, object_id, person_id, purpose, detail
    )
    entry.save(force_insert=True)


class Decision(NamedTuple):
    """One of many decisions of one kind."""

    object_id: object
    person_id: int | None
    detail: Mapping[str, Any]


def record_decisions(actor: Actor, *, action: str, object_kind: str, decisions: Iterable[Decision]) -> None:
    """Keep that the actor decided the same of many: one entry for each, so that everybody can see their own."""
    now = clock.now()
    TrailEntry.objects.bulk_create(
        _entry(
            actor, TrailKind.DECISION, now, action, object_kind, one.object_id, one.person_id, "", one.detail
        )
        for one in decisions
    )


def _alert(actor: Actor) -> None:
    """Leave a mark for auditors with the read that used the budget up; the next one is refused."""
    record_decision(actor, action="audit:reads:spent", object_kind="account", object_id=actor.account_id)


def _entry(
    actor: Actor,
    kind: TrailKind,
    at: datetime,
    action: str,
    object_kind: str,
    object_id: object,
    person_id: int | None,
    purpose: str,
    detail: Mapping[str, Any] | None,
) -> TrailEntry:
    content: dict[str, Any] = {
        "at": at,
        "kind": kind.value,
        "actor_account_id": actor.account_id,
        "actor_label": actor.label,
        # The trail is never erased: where a citizen was online is theirs, and their sessions know it while they last.
        "address": actor.address if actor.person_id is None else "",
        "action": action,
        "object_kind": object_kind,
        "object_id": str(object_id),
        "person_id": person_id,
        "purpose": purpose,
        "detail": dict(detail or {}),
    }
    _refuse_too_long(content)
    return TrailEntry(**content, digest=entry_digest(content))


def _refuse_too_long(content: Mapping[str, Any]) -> None:
    """A text the database would refuse is a fault of the caller that it should hear of in words."""
    for name, value in content.items():
        longest = getattr(TrailEntry._meta.get_field(name), "max_length", None)
        if longest is not None and isinstance(value, str) and len(value) > longest:
            raise EntryTooLong(
                f"The trail keeps at most {longest} characters of {name}; this has {len(value)}."
            )
