"""What the clock does to tickets and appeals: late ones go a level up, unanswered questions end."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from antoan.domains.corrections.events import CorrectionChanged
from antoan.domains.corrections.models import Appeal, Ticket
from antoan.domains.corrections.rules import UNANSWERED_DAYS_MAX
from antoan.domains.corrections.services.steps import stepped
from antoan.domains.corrections.values import AppealState, StepKind, TicketState
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.events.bus import announce

BATCH_ROWS: Final = 200


@transaction.atomic
def escalate_late(*, now: datetime) -> int:
    """Send what is past its deadline a level up, each once, and tell its person; return how many."""
    is_unseen = Q(state=TicketState.OPEN, reply_due_at__lte=now)
    is_undecided = Q(state__in=[TicketState.OPEN, TicketState.IN_REVIEW], due_at__lte=now)
    late = Ticket.objects.filter(is_unseen | is_undecided, escalated_at__isnull=True)
    rows = list(late.select_for_update(skip_locked=True).order_by("due_at")[:BATCH_ROWS])
    for row in rows:
        row.escalated_at = now
        step = stepped(row, StepKind.ESCALATED, actor=SYSTEM, at=now)
        announce(CorrectionChanged(row.number, row.person_id, step))
    return len(rows) + _late_appeals(now)


@transaction.atomic
def withdraw_unanswered(*, now: datetime) -> int:
    """Close tickets whose question nobody answered for UNANSWERED_DAYS_MAX days; return how many."""
    earliest = now - timedelta(days=UNANSWERED_DAYS_MAX)
    asked = Ticket.objects.filter(state=TicketState.NEEDS_MORE, asked_at__lte=earliest)
    rows = list(asked.select_for_update(skip_locked=True).order_by("asked_at")[:BATCH_ROWS])
    for row in rows:
        step = stepped(row, StepKind.WITHDRAWN, actor=SYSTEM, at=now, state=TicketState.WITHDRAWN)
        announce(CorrectionChanged(row.number, row.person_id, step))
    return len(rows)


def _late_appeals(now: datetime) -> int:
    late = Appeal.objects.filter(state=AppealState.OPEN, due_at__lte=now, escalated_at__isnull=True)
    rows = list(late.select_for_update(skip_locked=True).order_by("due_at")[:BATCH_ROWS])
    for row in rows:
        row.escalated_at = now
        row.save(update_fields=["escalated_at", "updated_at"])
    return len(rows)
