"""What the clock does to requests: late ones go a level up."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from antoan.domains.privacy.events import RequestChanged
from antoan.domains.privacy.models import RightsRequest
from antoan.domains.privacy.services.steps import stepped
from antoan.domains.privacy.values import RequestState, StepKind
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.events.bus import announce

BATCH_ROWS: Final = 200


@transaction.atomic
def escalate_late(*, now: datetime) -> int:
    """Send what is past its deadline a level up, each once, and tell its person; return how many."""
    is_unseen = Q(state=RequestState.OPEN, reply_due_at__lte=now)
    is_undecided = Q(state__in=[RequestState.OPEN, RequestState.IN_REVIEW], due_at__lte=now)
    late = RightsRequest.objects.filter(is_unseen | is_undecided, escalated_at__isnull=True)
    rows = list(late.select_for_update(skip_locked=True).order_by("due_at")[:BATCH_ROWS])
    for row in rows:
        row.escalated_at = now
        step = stepped(row, StepKind.ESCALATED, actor=SYSTEM, at=now)
        announce(RequestChanged(row.number, row.person_id, step))
    return len(rows)
