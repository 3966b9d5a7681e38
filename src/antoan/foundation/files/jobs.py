"""The worker's part of files."""

from procrastinate.contrib.django import app

from antoan.foundation.files.services import delete_orphans
from antoan.kit import clock


@app.periodic(cron="23 * * * *")
@app.task(name="files.delete_orphans", queueing_lock="files.delete_orphans")
def orphans(timestamp: int) -> None:
    """Delete pictures of forms that were never sent."""
    delete_orphans(at=clock.now())
