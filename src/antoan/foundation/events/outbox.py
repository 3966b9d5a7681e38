"""Delivers what waits in the outbox, in order, each event at least once."""

from datetime import datetime
from typing import Final

import structlog
from django.db import transaction

from antoan.foundation.db.deleting import delete_batch
from antoan.foundation.events.bus import hearers_of
from antoan.foundation.events.models import OutboxEvent
from antoan.kit import clock

BATCH_EVENTS: Final = 200
ATTEMPTS_MAX: Final = 8  # Then the event stays, undelivered, with its last error, for a person to look at.

_log = structlog.get_logger()


def deliver_waiting() -> int:
    """Deliver one batch; return how many events were delivered. Two workers never take the same event."""
    delivered = 0
    with transaction.atomic():
        waiting = (
            OutboxEvent.objects.select_for_update(skip_locked=True)
            .filter(delivered_at__isnull=True, attempts__lt=ATTEMPTS_MAX)
            .order_by("id")[:BATCH_EVENTS]
        )
        for event in waiting:
            delivered += _deliver(event)
    return delivered


def forget_delivered(before: datetime) -> dict[str, int]:
    """Delete a batch of what was delivered before a moment; return rows by table."""
    return delete_batch(OutboxEvent.objects.filter(delivered_at__lt=before).order_by("id"))


def _deliver(event: OutboxEvent) -> bool:
    event.attempts += 1
    try:
        with transaction.atomic():
            for hearer in hearers_of(event.name):
                hearer(event.payload)
    except Exception as error:
        # A hearer may fail in any way; the event is kept and tried again.
        event.last_error = f"{type(error).__name__}: {error}"[:500]
        _log.warning("outbox.failed", event_name=event.name, event_id=event.pk, error=event.last_error)
        event.save(update_fields=["attempts", "last_error"])
        return False
    event.delivered_at = clock.now()
    event.save(update_fields=["attempts", "delivered_at"])
    return True
