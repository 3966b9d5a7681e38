"""The worker's part of the outbox: woken by a commit, and once a minute in case a wake-up was lost."""

from contextlib import suppress
from typing import Final

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from antoan.foundation.events.outbox import BATCH_EVENTS, deliver_waiting

_LOCK: Final = "outbox"


@app.task(name="outbox.deliver", lock=_LOCK, queueing_lock=_LOCK)
def deliver() -> None:
    """Deliver until nothing waits."""
    while deliver_waiting() == BATCH_EVENTS:
        continue


@app.periodic(cron="* * * * *")
@app.task(name="outbox.sweep", queueing_lock="outbox.sweep")
def sweep(timestamp: int) -> None:
    """Deliver what a lost wake-up left."""
    deliver_waiting()


def wake() -> None:
    """Have the worker look at the outbox soon. One waiting job is enough."""
    with suppress(AlreadyEnqueued):
        deliver.defer()
