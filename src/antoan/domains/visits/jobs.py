"""The worker's part of visits."""

from procrastinate.contrib.django import app

from antoan.domains.visits.services import open_days_around
from antoan.kit import clock


@app.periodic(cron="7 * * * *")  # Hourly: a worker that was away at midnight is not missed.
@app.task(name="visits.open_days", queueing_lock="visits.open_days")
def open_days(timestamp: int) -> None:
    """Open the partitions of the coming days."""
    open_days_around(clock.today())
