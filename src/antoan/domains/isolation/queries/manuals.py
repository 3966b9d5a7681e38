"""What auditors see of reds made by hand: how many, why, and which nothing in the system shows. Names nobody."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Count, Q
from django.db.models.functions import TruncMonth

from antoan.domains.isolation.models import Order
from antoan.domains.isolation.permissions import COUNT
from antoan.domains.isolation.queries.access import reach_of
from antoan.domains.isolation.values import Evidence, Ground, ManualCount, OrderState
from antoan.foundation.accounts.actor import Actor
from antoan.kit.clock import CITY_ZONE

ROWS_MAX: Final = 200
_GIVEN: Final = Q(state__in=[OrderState.GIVEN, OrderState.ENDED])
_UNPROVEN: Final = ~Q(evidence=Evidence.TRACING)


@dataclass(frozen=True, slots=True)
class Unproven:
    """A red that somebody's paper shows and nothing in the system."""

    number: str
    ward_name: str
    reason: str
    evidence: str
    opened_at: datetime
    opened_by: int | None
    decided_by: int | None


def manual_counts(actor: Actor) -> list[ManualCount]:
    """Return the counts by month and reason, the latest month first; Forbidden without the right."""
    rows = (
        Order.objects.filter(reach_of(actor, COUNT), ground=Ground.MANUAL)
        .annotate(month=TruncMonth("opened_at", tzinfo=CITY_ZONE))
        .values("month", "reason")
        .annotate(
            proposed=Count("id"),
            given=Count("id", filter=_GIVEN),
            refused=Count("id", filter=Q(state=OrderState.REFUSED)),
            without=Count("id", filter=_GIVEN & _UNPROVEN),
        )
        .order_by("-month", "reason")
    )
    return [
        ManualCount(
            row["month"].date(), row["reason"], row["proposed"], row["given"], row["refused"], row["without"]
        )
        for row in rows[:ROWS_MAX]
    ]


def unproven_manuals(actor: Actor) -> list[Unproven]:
    """Return the reds in force or ended that rest on papers alone, the newest first."""
    rows = Order.objects.filter(reach_of(actor, COUNT), _GIVEN, _UNPROVEN, ground=Ground.MANUAL)
    return [
        Unproven(
            row.number,
            row.ward.name if row.ward else "",
            row.reason,
            row.evidence,
            row.opened_at,
            row.opened_by,
            row.decided_by,
        )
        for row in rows.select_related("ward").order_by("-opened_at")[:ROWS_MAX]
    ]
