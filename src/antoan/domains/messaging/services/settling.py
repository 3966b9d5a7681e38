"""Finds out what became of messages whose sender fell between the gateway's taking them and our writing it down.

Three answers end a doubt. A report, or the gateway itself, shows that it was taken: it is sent. The gateway
knows that it was not: it is sent again. Or it is nowhere: the gateway holds neither the message nor a report of
it, and no report has come since, though those of all its neighbours did, for long enough that one which found our
door closed has been tried again. Until then it stays where it is (docs/decisions/0009).
"""

from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import transaction

from antoan.domains.messaging.gateways.gateway import SmsGateway
from antoan.domains.messaging.limits import Limits
from antoan.domains.messaging.models import Message
from antoan.domains.messaging.rules import ATTEMPTS_MAX, DOUBT_MAX, retry_at
from antoan.domains.messaging.services.budget import give_back
from antoan.domains.messaging.values import IN_DOUBT, Kind, MessageState, Sms, Trace
from antoan.kit import clock

BATCH_MESSAGES: Final = 200
SAME_TIME: Final = timedelta(minutes=2)
LOOK_AGAIN_AFTER: Final = timedelta(seconds=5)

_log = structlog.get_logger()


def settle_in_doubt(gateway: SmsGateway, now: datetime, limits: Limits) -> int:
    """End the doubts that can be ended now; return how many. Each is looked at every few seconds."""
    in_doubt = Message.objects.filter(
        state__in=sorted(IN_DOUBT),
        taken_at__gt=now - DOUBT_MAX,
        taken_at__lte=now - gateway.settles_after,
        due_at__lte=now,
    )
    if not in_doubt.exists():
        return 0
    with transaction.atomic():
        rows = list(in_doubt.select_for_update(skip_locked=True).order_by("due_at")[:BATCH_MESSAGES])
        traces = gateway.trace(
            [Sms(row.ref, row.number, row.text, Kind(row.kind), row.expires_at) for row in rows]
        )
        return sum(_settle(gateway, row, trace, limits) for row, trace in zip(rows, traces, strict=True))


def _settle(gateway: SmsGateway, row: Message, trace: Trace, limits: Limits) -> bool:
    now = clock.now()
    is_silent = trace is Trace.SILENT
    if is_silent and row.silent_since is not None and _would_be_reported(gateway, row, row.silent_since, now):
        trace = Trace.NOT_TAKEN
    match trace:
        case Trace.TAKEN:
            row.state, row.sent_at, row.gateway = MessageState.SENT, row.taken_at, gateway.name
        case Trace.NOT_TAKEN:
            _send_again(row, now, limits)
        case _:
            row.state, row.due_at = MessageState.UNCERTAIN, now + LOOK_AGAIN_AFTER
            row.silent_since = (row.silent_since or now) if is_silent else None
    row.save(
        update_fields=[
            "state", "due_at", "sent_at", "spent_on", "silent_since", "gateway", "last_error", "updated_at",
        ]
    )  # fmt: skip
    return row.state != MessageState.UNCERTAIN


def _would_be_reported(gateway: SmsGateway, row: Message, silent_since: datetime, now: datetime) -> bool:
    """Tell whether a report of this message would be here by now, had it left.

    Our door was open when another report came; what found it closed before has been tried again since. And
    every message that the gateway took about the same time is reported, so no report of that time is held up.
    """
    assert row.taken_at is not None
    came = Message.objects.filter(
        reported_at__gte=silent_since, reported_at__lte=now - gateway.reports_again_after
    )
    awaited = Message.objects.filter(
        state=MessageState.SENT,
        reported_at__isnull=True,
        taken_at__range=(row.taken_at - SAME_TIME, row.taken_at + SAME_TIME),
    )
    return came.exists() and not awaited.exists()


def _send_again(row: Message, now: datetime, limits: Limits) -> None:
    give_back([row], limits)
    row.spent_on = row.silent_since = None
    row.last_error = "the sender fell before the gateway took it"
    row.state = MessageState.WAITING if row.attempts < ATTEMPTS_MAX else MessageState.FAILED
    row.due_at = now if row.attempts < ATTEMPTS_MAX else retry_at(row.attempts, now)
    _log.warning("sms.sent_again", template=row.template, attempts=row.attempts)
