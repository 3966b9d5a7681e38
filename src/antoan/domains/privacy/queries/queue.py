"""The list of the privacy desk: what is to be decided, the most urgent first, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from antoan.domains.areas.queries import areas_within
from antoan.domains.privacy.models import RightsRequest
from antoan.domains.privacy.permissions import ANSWER_LOOK, DECIDE, OVERSEE
from antoan.domains.privacy.queries.access import right_to_decide
from antoan.domains.privacy.queries.requests import view_of
from antoan.domains.privacy.values import UNFINISHED, RequestKind, RequestState, RequestView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.services import record_reads

PAGE_REQUESTS_MAX: Final = 25


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of a list. `next_after` continues it; "" at the end."""

    requests: tuple[RequestView, ...]
    next_after: str


def kinds_decided_by(actor: Actor) -> frozenset[RequestKind]:
    """Return what the actor's offices decide, anywhere."""
    return frozenset(
        kind for kind in RequestKind if actor.is_system or actor.grants_of(right_to_decide(kind))
    )


def may_see_desk(actor: Actor) -> bool:
    """Tell whether the actor decides requests or oversees late ones."""
    return actor.is_system or any(actor.grants_of(right) for right in (DECIDE, ANSWER_LOOK, OVERSEE))


def request_queue(
    actor: Actor, *, kind: RequestKind | None = None, state: RequestState | None = None, after: str = ""
) -> QueuePage:
    """Return unfinished requests (or those of one state) that the actor decides or oversees, by deadline."""
    rows = _within_reach(actor)
    rows = rows.filter(state=state) if state else rows.filter(state__in=sorted(UNFINISHED))
    if kind is not None:
        rows = rows.filter(kind=kind)
    found = list(_from(rows, after).order_by("due_at", "id")[: PAGE_REQUESTS_MAX + 1])
    page, has_more = found[:PAGE_REQUESTS_MAX], len(found) > PAGE_REQUESTS_MAX
    record_reads(
        actor,
        action="privacy.queue",
        object_kind="person",
        person_ids=sorted({row.person_id for row in page}),
        purpose="rights",
    )
    return QueuePage(tuple(view_of(row) for row in page), _mark(page[-1]) if has_more else "")


def _within_reach(actor: Actor) -> "QuerySet[RightsRequest]":
    if actor.is_system:
        return RightsRequest.objects.all()
    reach = Q(pk__in=[])
    for kind in RequestKind:
        reach |= Q(kind=kind) & _areas_of(actor, right_to_decide(kind))
    reach |= Q(escalated_at__isnull=False) & _areas_of(actor, OVERSEE)
    return RightsRequest.objects.filter(reach)


def _areas_of(actor: Actor, right: str) -> Q:
    reach = Q(pk__in=[])
    for grant in actor.grants_of(right):
        if grant.scope_kind is ScopeKind.CITY:
            return Q()
        if grant.scope_kind is ScopeKind.AREA and grant.scope_id is not None:
            reach |= Q(person__ward__in=areas_within(grant.scope_id))
    return reach


def _from(rows: "QuerySet[RightsRequest]", after: str) -> "QuerySet[RightsRequest]":
    """Continue a list behind a mark; one that cannot be read begins anew."""
    due, _, number = after.partition("|")
    try:
        due_at = datetime.fromisoformat(due)
    except ValueError:
        return rows
    last = RightsRequest.objects.filter(number=number[:7]).values_list("pk", flat=True).first()
    if last is None or due_at.tzinfo is None:
        return rows
    return rows.filter(Q(due_at__gt=due_at) | Q(due_at=due_at, id__gt=last))


def _mark(row: RightsRequest) -> str:
    return f"{row.due_at.isoformat()}|{row.number}"
