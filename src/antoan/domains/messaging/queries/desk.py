"""How sending goes, for the operator's desk. Numbers are masked, texts never shown, nobody is named."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from django.db.models import Count, Min

from antoan.domains.messaging.models import DaySpending, Incoming, Message, NumberChoice, PersonChoice
from antoan.domains.messaging.permissions import WATCH
from antoan.domains.messaging.values import DaySpent, Kind, Lane, MessageState, QueueView, ShownMessage
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import CITY
from antoan.kit import clock
from antoan.kit.phones import mask_phone

DAYS_SHOWN: Final = 7
TROUBLED_SHOWN_MAX: Final = 50
_TROUBLED: Final = (MessageState.UNCERTAIN, MessageState.FAILED, MessageState.UNDELIVERED)


def queue_view(actor: Actor) -> QueueView:
    """Return the state of the queue, what the last days cost, and the messages that are in trouble."""
    require(actor, WATCH, CITY)
    today = clock.today()
    since = clock.day_start(today - timedelta(days=DAYS_SHOWN - 1))
    recent = Message.objects.filter(queued_at__gte=since)
    waiting = Message.objects.filter(state=MessageState.WAITING).aggregate(
        count=Count("pk"), oldest=Min("due_at")
    )
    spent = DaySpending.objects.filter(on__gt=today - timedelta(days=DAYS_SHOWN)).order_by("-on", "lane")
    return QueueView(
        waiting=waiting["count"],
        oldest_due_at=waiting["oldest"],
        states=_states(dict(recent.values_list("state").annotate(count=Count("pk")))),
        days=[_day(row) for row in spent.filter(campaign="")],
        capped_campaigns=[
            row.campaign for row in spent.filter(on=today, capped_at__isnull=False).exclude(campaign="")
        ],
        stopped_numbers=NumberChoice.objects.filter(stopped_at__isnull=False).count(),
        stopped_people=PersonChoice.objects.filter(stopped_at__isnull=False).count(),
        incoming_today=Incoming.objects.filter(received_at__gte=clock.day_start(today)).count(),
        troubled=[
            _shown(row)
            for row in recent.filter(state__in=_TROUBLED).order_by("-queued_at")[:TROUBLED_SHOWN_MAX]
        ],
    )


def _states(counted: Mapping[str, int]) -> dict[MessageState, int]:
    return {state: counted.get(state.value, 0) for state in MessageState}


def _day(row: DaySpending) -> DaySpent:
    return DaySpent(row.on, Lane(row.lane), row.messages, row.parts, row.cost, row.capped_at is not None)


def _shown(row: Message) -> ShownMessage:
    return ShownMessage(
        row.pk,
        mask_phone(row.number),
        row.template,
        Kind(row.kind),
        MessageState(row.state),
        row.queued_at,
        row.attempts,
        row.last_error,
    )
