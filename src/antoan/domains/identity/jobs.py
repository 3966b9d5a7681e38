"""The worker's part of the identity domain."""

from procrastinate.contrib.django import app

from antoan.domains.identity.services.clearing import BATCH_ROWS, forget_old_checks, settle_due
from antoan.domains.identity.services.family import end_childhoods
from antoan.domains.identity.services.merging import finish_merges
from antoan.kit import clock


@app.periodic(cron="*/10 * * * *")
@app.task(name="identity.settle", queueing_lock="identity.settle")
def settle(timestamp: int) -> None:
    """Settle, mark late and let lapse what is due, until none is left."""
    now = clock.now()
    while settle_due(now=now) == BATCH_ROWS:
        continue


@app.periodic(cron="23 * * * *")
@app.task(name="identity.forget", queueing_lock="identity.forget")
def forget(timestamp: int) -> None:
    """Forget the sign-ins of the day before yesterday."""
    forget_old_checks(now=clock.now())


@app.periodic(cron="41 17 * * *")  # 00:41 in the city.
@app.task(name="identity.of_age", queueing_lock="identity.of_age")
def of_age(timestamp: int) -> None:
    """End the ties of those who came of age."""
    end_childhoods(today=clock.today())


@app.periodic(cron="17 * * * *")
@app.task(name="identity.finish_merges", queueing_lock="identity.finish_merges")
def finish(timestamp: int) -> None:
    """Erase the shells of merges that can no longer be undone."""
    while finish_merges(now=clock.now()):
        continue
