"""Sends what waits: each message is given to the gateway once, whatever falls in between.

A message is marked before the gateway gets it and again after. Found marked and not finished, it is asked for
at the gateway; where the gateway cannot tell, it stays uncertain and is not sent a second time (lesson L23).
"""

from datetime import datetime, timedelta
from typing import Final

import structlog
from django.db import transaction

from antoan.domains.messaging.errors import GatewayAway, MessageRefused
from antoan.domains.messaging.gateways import SmsGateway
from antoan.domains.messaging.models import Message
from antoan.domains.messaging.templates import templates
from antoan.domains.messaging.values import MessageState, Sms
from antoan.kit import clock

BATCH_MESSAGES: Final = 100
ATTEMPTS_MAX: Final = 10
RETRY_AFTER: Final = timedelta(seconds=30)  # Doubled with each attempt.
RETRY_AFTER_MAX: Final = timedelta(hours=1)
TAKEN_FOR_MAX: Final = timedelta(minutes=2)  # No gateway takes longer; whoever sent it has fallen.

_log = structlog.get_logger()


def send_waiting(gateway: SmsGateway) -> int:
    """Send one batch of what is due, after clearing up what a fallen worker left; return how many were tried."""
    now = clock.now()
    _settle_left_over(gateway, now)
    batch = _take(now)
    for row in batch:
        _send(gateway, row)
    return len(batch)


def _take(now: datetime) -> list[Message]:
    """Mark a batch as being sent and commit that, so that nobody else sends it."""
    with transaction.atomic():
        due = Message.objects.select_for_update(skip_locked=True).filter(
            state=MessageState.WAITING, due_at__lte=now
        )
        batch = list(due.order_by("due_at")[:BATCH_MESSAGES])
        for row in batch:
            is_late = row.expires_at is not None and row.expires_at <= now
            row.state = MessageState.EXPIRED if is_late else MessageState.SENDING
            row.taken_at = now
            row.attempts += 1
            row.save(update_fields=["state", "taken_at", "attempts", "updated_at"])
    return [row for row in batch if row.state == MessageState.SENDING]


def _send(gateway: SmsGateway, row: Message) -> None:
    try:
        reference = gateway.send(Sms(row.key, row.number, row.text))
    except GatewayAway as error:
        _wait(row, error.message)
    except MessageRefused as error:
        _finish(row, MessageState.FAILED, error=error.message)
    else:
        _finish(row, MessageState.SENT, gateway=gateway.name, reference=reference)


def _wait(row: Message, error: str) -> None:
    if row.attempts >= ATTEMPTS_MAX:
        _finish(row, MessageState.FAILED, error=error)
        return
    row.state = MessageState.WAITING
    row.due_at = clock.now() + min(RETRY_AFTER * 2 ** (row.attempts - 1), RETRY_AFTER_MAX)
    row.last_error = error[:200]
    row.save(update_fields=["state", "due_at", "last_error", "updated_at"])
    _log.warning("sms.waits", template=row.template, attempts=row.attempts, error=error)


def _finish(
    row: Message, state: MessageState, *, gateway: str = "", reference: str = "", error: str = ""
) -> None:
    row.state, row.gateway, row.reference, row.last_error = state, gateway, reference[:80], error[:200]
    row.sent_at = clock.now() if state is MessageState.SENT else None
    if templates()[row.template].is_secret:
        row.text = ""
    row.save()


def _settle_left_over(gateway: SmsGateway, now: datetime) -> None:
    """Find out what became of messages whose sender fell."""
    with transaction.atomic():
        left = Message.objects.select_for_update(skip_locked=True).filter(
            state=MessageState.SENDING, taken_at__lt=now - TAKEN_FOR_MAX
        )
        for row in left.order_by("id")[:BATCH_MESSAGES]:
            was_taken = gateway.was_taken(row.key)
            if was_taken is None:
                _finish(row, MessageState.UNCERTAIN)
            elif was_taken:
                _finish(row, MessageState.SENT, gateway=gateway.name)
            else:
                _wait(row, "the sender fell before the gateway took it")
