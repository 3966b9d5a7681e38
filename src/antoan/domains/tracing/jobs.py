"""The worker's part of tracing."""

from procrastinate.contrib.django import app

from antoan.domains.tracing.rules.days import is_quiet_hour
from antoan.kit import clock


@app.periodic(cron="30 * * * *")  # Hourly: a worker that was away at night is not missed.
@app.task(name="tracing.seal", lock="tracing.seal", queueing_lock="tracing.seal")
def seal(timestamp: int) -> None:
    """Seal the days that are closed; at night also those that changed late."""
    from antoan.domains.tracing.services.sealing import (
        seal_due,  # Every process loads its jobs; few need columns.
    )

    now = clock.now()
    seal_due(now, with_changed=is_quiet_hour(now))
