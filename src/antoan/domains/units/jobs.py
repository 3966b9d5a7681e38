"""The worker's part of units."""

from procrastinate.contrib.django import app

from antoan.domains.units.services.late import BATCH_ROWS, escalate_late, forget_decided
from antoan.kit import clock


@app.periodic(cron="*/10 * * * *")
@app.task(name="units.late", queueing_lock="units.late")
def late(timestamp: int) -> None:
    """Send late registrations a level up, until none is left."""
    now = clock.now()
    while escalate_late(now=now) == BATCH_ROWS:
        continue


@app.periodic(cron="37 18 * * *")  # 01:37 in the city.
@app.task(name="units.forget", queueing_lock="units.forget")
def forget(timestamp: int) -> None:
    """Forget people whose names nobody needs any more."""
    forget_decided(now=clock.now())
