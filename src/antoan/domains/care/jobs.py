"""The worker's part of care at home."""

from procrastinate.contrib.django import app

from antoan.domains.care.services.missing import note_missed_days
from antoan.kit import clock


@app.periodic(cron="20 * * * *")  # Hourly: a worker that was away at midnight is not missed.
@app.task(name="care.missed", queueing_lock="care.missed")
def missed(timestamp: int) -> None:
    """Ask the wards to call whoever told nothing yesterday."""
    note_missed_days(today=clock.today())
