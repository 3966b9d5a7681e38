"""The worker's part of cards."""

from uuid import UUID

from procrastinate.contrib.django import app

from antoan.domains.cards.queries.batches import live_batch_ids
from antoan.domains.cards.services.making import advance


@app.task(name="cards.work")
def work(batch_id: str) -> None:
    """Bring one batch as far as it goes."""
    while advance(UUID(batch_id)):
        continue


@app.periodic(cron="* * * * *")
@app.task(name="cards.sweep", queueing_lock="cards.sweep")
def sweep(timestamp: int) -> None:
    """Go on with what a fallen worker or a lost wake-up left."""
    for batch_id in live_batch_ids():
        work.defer(batch_id=str(batch_id))
