"""The worker's part of corrections."""

from procrastinate.contrib.django import app

from antoan.domains.corrections.services.late import BATCH_ROWS, escalate_late, withdraw_unanswered
from antoan.kit import clock


@app.periodic(cron="*/10 * * * *")
@app.task(name="corrections.late", queueing_lock="corrections.late")
def late(timestamp: int) -> None:
    """Send late tickets and appeals a level up, and close what nobody answered, until none is left."""
    now = clock.now()
    while escalate_late(now=now) >= BATCH_ROWS:
        continue
    while withdraw_unanswered(now=now) == BATCH_ROWS:
        continue
