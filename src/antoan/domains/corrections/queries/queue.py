"""The list of an office: what is to be decided, the most urgent first, a page at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from antoan.domains.areas.reach import within_reach
from antoan.domains.corrections.models import Ticket
from antoan.domains.corrections.permissions import DECIDES, OVERSEE
from antoan.domains.corrections.queries.tickets import view_of
from antoan.domains.corrections.values import UNDECIDED, Subject, TicketState, TicketView
from antoan.domains.passes.queries import labels_of
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_reads

PAGE_TICKETS_MAX: Final = 25


@dataclass(frozen=True, slots=True)
class QueuePage:
    """One page of a list; `labels` names people as a gate does. `next_after` continues it; "" at the end."""

    tickets: tuple[TicketView, ...]
    labels: dict[int, str]
    next_after: str
    is_overseer: bool


def subjects_decided_by(actor: Actor) -> frozenset[Subject]:
    """Return what the actor's offices decide, anywhere."""
    return frozenset(
        subject for subject, right in DECIDES.items() if actor.is_system or actor.grants_of(right)
    )


def ticket_queue(
    actor: Actor,
    *,
    subject: Subject | None = None,
    state: TicketState | None = None,
    after: str = "",
) -> QueuePage:
    """Return undecided tickets (or those of one state) within the actor's areas and subjects, by deadline.

    Who only oversees sees those that went a level up. Somebody with neither right sees an empty list.
    """
    rows = _within_reach(actor)
    rows = rows.filter(state=state) if state else rows.filter(state__in=sorted(UNDECIDED))
    if subject is not None:
        rows = rows.filter(subject=subject)
    found = list(_from(rows, after).order_by("due_at", "id")[: PAGE_TICKETS_MAX + 1])
    page, has_more = found[:PAGE_TICKETS_MAX], len(found) > PAGE_TICKETS_MAX
    people = {row.person_id for row in page}
    record_reads(
        actor,
        action="corrections.queue",
        object_kind="person",
        person_ids=sorted(people),
        purpose="correction",
    )
    return QueuePage(
        tuple(view_of(row) for row in page),
        labels_of(people),
        _mark(page[-1]) if has_more else "",
        bool(actor.grants_of(OVERSEE)) and not subjects_decided_by(actor),
    )


def _within_reach(actor: Actor) -> "QuerySet[Ticket]":
    if actor.is_system:
        return Ticket.objects.all()
    reach = Q(pk__in=[])
    for subject, right in DECIDES.items():
        reach |= Q(subject=subject) & within_reach(actor, right)
    reach |= Q(escalated_at__isnull=False) & within_reach(actor, OVERSEE)
    return Ticket.objects.filter(reach)


def _from(rows: "QuerySet[Ticket]", after: str) -> "QuerySet[Ticket]":
    """Continue a list behind a mark; one that cannot be read begins anew."""
    due, _, number = after.partition("|")
    try:
        due_at = datetime.fromisoformat(due)
    except ValueError:
        return rows
    last = Ticket.objects.filter(number=number[:7]).values_list("pk", flat=True).first()
    if last is None or due_at.tzinfo is None:
        return rows
    return rows.filter(Q(due_at__gt=due_at) | Q(due_at=due_at, id__gt=last))


def _mark(row: Ticket) -> str:
    return f"{row.due_at.isoformat()}|{row.number}"
