"""The worker's part of visits."""

from procrastinate.contrib.django import app

from antoan.domains.visits.services import open_days_around, remind_due
from antoan.domains.visits.services.counting import fold_counts
from antoan.domains.visits.services.reminding import BATCH_ROWS
from antoan.kit import clock


@app.periodic(cron="7 * * * *")  # Hourly: a worker that was away at midnight is not missed.
@app.task(name="visits.open_days", queueing_lock="visits.open_days")
def open_days(timestamp: int) -> None:
    """Open the partitions of the coming days."""
    open_days_around(clock.today())


@app.periodic(cron="* * * * *")
@app.task(name="visits.fold_counts", queueing_lock="visits.fold_counts")
def fold(timestamp: int) -> None:
    """Fold what was counted in the last minute."""
    fold_counts()


@app.periodic(cron="*/2 * * * *")
@app.task(name="visits.remind", queueing_lock="visits.remind")
def remind(timestamp: int) -> None:
    """Send the reminders to check out that are due, until none is left."""
    while remind_due(now=clock.now()) == BATCH_ROWS:
        continue
