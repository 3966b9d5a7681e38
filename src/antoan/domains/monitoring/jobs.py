"""The worker's part of tasks."""

from procrastinate.contrib.django import app

from antoan.domains.monitoring.services.late import BATCH_ROWS, escalate_late
from antoan.kit import clock


@app.periodic(cron="* * * * *")
@app.task(name="monitoring.late", queueing_lock="monitoring.late")
def late(timestamp: int) -> None:
    """Send late tasks a level up, until none is left."""
    while escalate_late(now=clock.now()) == BATCH_ROWS:
        continue
