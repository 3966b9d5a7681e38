"""The worker's part of the registry."""

from procrastinate.contrib.django import app

from antoan.domains.cases.services.following import take_over_infections


@app.periodic(cron="50 * * * *")
@app.task(name="cases.take_over", queueing_lock="cases.take_over")
def take_over(timestamp: int) -> None:
    """Open files for infections that came in bulk."""
    take_over_infections()
