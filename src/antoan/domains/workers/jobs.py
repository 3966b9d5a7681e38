"""The worker's part of staff lists."""

from procrastinate.contrib.django import app

from antoan.domains.workers.services.nightly import look_at_lists, look_at_workers
from antoan.kit import clock


@app.periodic(cron="25 17 * * *")  # UTC: at 0:25 in the city, when days have changed.
@app.task(name="workers.nightly", queueing_lock="workers.nightly")
def nightly(timestamp: int) -> None:
    """Judge everybody anew, then end lists and check them."""
    now = clock.now()
    look_at_workers(now=now)
    look_at_lists(now=now)
