"""The worker's part of messaging: woken by a commit, and once a minute in case a wake-up was lost.

No job holds a lock: one whose worker was killed would keep it for ever. Two at once take different messages.
"""

from contextlib import suppress
from typing import Final

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from antoan.domains.messaging.gateways import gateway, is_linked
from antoan.domains.messaging.services import send_waiting

_QUEUED_ONCE: Final = "messaging"


@app.task(name="messaging.send", queueing_lock=_QUEUED_ONCE)
def send() -> None:
    """Send until nothing is due."""
    if is_linked():
        return  # The messenger looks by itself.
    way = gateway()
    while send_waiting(way):
        continue


@app.periodic(cron="* * * * *")
@app.task(name="messaging.sweep", queueing_lock="messaging.sweep")
def sweep(timestamp: int) -> None:
    """Send what a lost wake-up left, what was to wait, and what may be tried again."""
    send()


def wake() -> None:
    """Have the worker send soon. One waiting job is enough."""
    if is_linked():
        return
    with suppress(AlreadyEnqueued):
        send.defer()
