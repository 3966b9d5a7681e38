"""The worker's part of privacy: copies at once, lateness and expiry through the day, erasures and retention at night."""

from contextlib import suppress
from typing import Final

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from antoan.domains.privacy.services.copying import make_waiting_copies
from antoan.domains.privacy.services.erasing import erase_due
from antoan.domains.privacy.services.expiring import expire_copies, sweep_copies
from antoan.domains.privacy.services.late import BATCH_ROWS, escalate_late
from antoan.domains.privacy.services.retaining import sweep_all
from antoan.kit import clock

_COPIES: Final = "privacy.copies"


@app.task(name="privacy.make_copies", lock=_COPIES, queueing_lock=_COPIES)
def make_copies() -> None:
    """Make the copies that wait."""
    make_waiting_copies()


@app.periodic(cron="*/10 * * * *")
@app.task(name="privacy.clock", queueing_lock="privacy.clock")
def tick(timestamp: int) -> None:
    """Send late requests a level up, make copies a lost wake-up left, let old copies go, erase whose day has come."""
    now = clock.now()
    while escalate_late(now=now) == BATCH_ROWS:
        continue
    make_waiting_copies()
    while expire_copies(now=now):
        continue
    sweep_copies(now=now)
    erase_due(now=now)


# Ten past two at night in the city: procrastinate counts in UTC.
@app.periodic(cron="10 19 * * *")
@app.task(name="privacy.retention", queueing_lock="privacy.retention")
def retention(timestamp: int) -> None:
    """Delete what is past its period, and report it."""
    sweep_all()


def wake() -> None:
    """Have the worker make copies soon. One waiting job is enough."""
    with suppress(AlreadyEnqueued):
        make_copies.defer()
