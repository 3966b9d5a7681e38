"""The worker's part of the text line."""

from procrastinate.contrib.django import app

from antoan.domains.textline.services import close_forgotten
from antoan.kit import clock


@app.periodic(cron="23 3 * * *")
@app.task(name="textline.forget", queueing_lock="textline.forget")
def forget(timestamp: int) -> None:
    """Close registrations that nobody completed."""
    close_forgotten(clock.now())
