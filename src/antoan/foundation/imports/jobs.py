"""The worker's part of imports."""

from uuid import UUID

from procrastinate.contrib.django import app

from antoan.foundation.imports.services.advancing import advance, left_runs
from antoan.foundation.imports.services.retaining import RUNS_PER_BATCH, retain
from antoan.kit import clock


@app.task(name="imports.work")
def work(run_id: str) -> None:
    """Bring one import as far as it goes by itself."""
    while advance(UUID(run_id)):
        continue


@app.periodic(cron="* * * * *")
@app.task(name="imports.sweep", queueing_lock="imports.sweep")
def sweep(timestamp: int) -> None:
    """Go on with what a fallen worker or a lost wake-up left."""
    for run_id in left_runs():
        work.defer(run_id=str(run_id))


@app.periodic(cron="41 18 * * *")  # UTC: at 1:41 in the city.
@app.task(name="imports.retain", queueing_lock="imports.retain")
def let_go(timestamp: int) -> None:
    """Let content go that nobody needs any more."""
    while retain(now=clock.now()) == RUNS_PER_BATCH:
        continue
