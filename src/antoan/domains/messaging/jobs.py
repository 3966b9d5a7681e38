"""The worker's part of messaging: woken by a commit, and once a minute in case a wake-up was lost."""

from contextlib import suppress
from typing import Final

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from antoan.domains.messaging.gateways import gateway
from antoan.domains.messaging.services import send_waiting

_LOCK: Final = "messaging"


@app.task(name="messaging.send", lock=_LOCK, queueing_lock=_LOCK)
def send() -> None:
    """Send until nothing is due."""
    way = gateway()
    while send_waiting(way):
        continue


@app.periodic(cron="* * * * *")
@app.task(name="messaging.sweep", lock=_LOCK, queueing_lock="messaging.sweep")
def sweep(timestamp: int) -> None:
    """Send what a lost wake-up left, what was to wait, and what may be tried again."""
    send()


def wake() -> None:
    """Have the worker send soon. One waiting job is enough."""
    with suppress(AlreadyEnqueued):
        send.defer()
