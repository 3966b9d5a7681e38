"""How sending goes, in numbers for whoever watches the machines. No number, no text and nobody is in them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Min

from antoan.domains.messaging.models import DaySpending, Incoming, Message
from antoan.domains.messaging.values import IN_DOUBT, Lane, MessageState
from antoan.kit.clock import local_date

UNANSWERED_WITHIN: Final = timedelta(days=1)  # An older one is not answered any more.


@dataclass(frozen=True, slots=True)
class Figures:
    """What is under way now, and what today has cost."""

    waiting: int
    late_seconds: float  # Since the longest waiting one was due; 0 when nothing is late.
    in_doubt: int
    unanswered: int  # What people sent us.
    parts_today: dict[Lane, int]
    capped_today: dict[Lane, int]  # Budgets that are spent: the lane's own and those of its campaigns.


def figures(now: datetime) -> Figures:
    """Count what waits, what is in doubt and what was spent."""
    waiting = Message.objects.filter(state=MessageState.WAITING).aggregate(
        count=Count("pk"), oldest=Min("due_at")
    )
    spent = list(DaySpending.objects.filter(on=local_date(now)))
    oldest = waiting["oldest"] or now
    return Figures(
        waiting=waiting["count"],
        late_seconds=max(0.0, (now - oldest).total_seconds()),
        in_doubt=Message.objects.filter(state__in=sorted(IN_DOUBT), reported_at__isnull=True).count(),
        unanswered=Incoming.objects.filter(
            received_at__gt=now - UNANSWERED_WITHIN, handled_at__isnull=True
        ).count(),
        parts_today={
            lane: sum(row.parts for row in spent if row.lane == lane and not row.campaign) for lane in Lane
        },
        capped_today={
            lane: sum(row.capped_at is not None for row in spent if row.lane == lane) for lane in Lane
        },
    )
