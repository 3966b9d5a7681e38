"""The worker's part of statistics: to the minute the counts, now and then what is dearer, at night the comparison."""

from datetime import timedelta

from procrastinate.contrib.django import app

from antoan.domains.statistics.services import (
    compare_nightly,
    count_days,
    count_places,
    fold_notes,
    make_reports,
    sweep,
)
from antoan.kit import clock


@app.periodic(cron="* * * * *")
@app.task(name="statistics.fold", lock="statistics.fold", queueing_lock="statistics.fold")
def fold(timestamp: int) -> None:
    """Fold what was noted in the last minute."""
    fold_notes()


@app.periodic(cron="*/10 * * * *")
@app.task(name="statistics.places", queueing_lock="statistics.places")
def places(timestamp: int) -> None:
    """Count which places are used."""
    count_places(clock.now())


@app.periodic(cron="35 * * * *")
@app.task(name="statistics.count", queueing_lock="statistics.count")
def count(timestamp: int) -> None:
    """Count today, and yesterday again: its last records came after its last count."""
    today = clock.today()
    count_days(today - timedelta(days=1), today)


@app.periodic(cron="50 * * * *")  # Hourly, after tracing.seal: days sealed anew are counted anew.
@app.task(name="statistics.people", lock="statistics.people", queueing_lock="statistics.people")
def people(timestamp: int) -> None:
    """Count the different people of sealed days."""
    from antoan.domains.statistics.services.people import (
        count_people,  # Every process loads its jobs; few need columns.
    )

    count_people()


# Twenty to two at night in the city: procrastinate counts in UTC.
@app.periodic(cron="40 18 * * *")
@app.task(name="statistics.compare", lock="statistics.compare", queueing_lock="statistics.compare")
def compare(timestamp: int) -> None:
    """Compare with the truth, and let go of what is past its time."""
    now = clock.now()
    compare_nightly(now)
    sweep(now)


@app.periodic(
    cron="20 19-22 * * *"
)  # Twenty past two, and hourly till morning: a worker that was away catches up.
@app.task(name="statistics.reports", lock="statistics.reports", queueing_lock="statistics.reports")
def reports(timestamp: int) -> None:
    """Keep yesterday's figures of every area, once they were compared."""
    make_reports(clock.now())
