"""The worker's part of the outbox: woken by a commit, and once a minute in case a wake-up was lost."""

from contextlib import suppress
from datetime import timedelta
from typing import Final

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from antoan.foundation.events.models import OutboxEvent
from antoan.foundation.events.outbox import BATCH_EVENTS, deliver_waiting
from antoan.kit import clock

KEEP_DELIVERED: Final = timedelta(days=30)
_LOCK: Final = "outbox"


@app.task(name="outbox.deliver", lock=_LOCK, queueing_lock=_LOCK)
def deliver() -> None:
    """Deliver until nothing waits."""
    while deliver_waiting() == BATCH_EVENTS:
        continue


@app.periodic(cron="* * * * *")
@app.task(name="outbox.sweep", queueing_lock="outbox.sweep")
def sweep(timestamp: int) -> None:
    """Deliver what a lost wake-up left, and forget what was delivered long ago."""
    deliver_waiting()
    OutboxEvent.objects.filter(delivered_at__lt=clock.now() - KEEP_DELIVERED).delete()


def wake() -> None:
    """Have the worker look at the outbox soon. One waiting job is enough."""
    with suppress(AlreadyEnqueued):
        deliver.defer()
