"""The worker's part of codes."""

from datetime import timedelta
from typing import Final

from procrastinate.contrib.django import app

from antoan.domains.codes.models import DynamicUse
from antoan.domains.codes.spoken import forget_tries
from antoan.kit import clock

# A scan may come up to seven days late; after that nothing asks whether its code was used before.
USES_KEPT: Final = timedelta(days=8)


@app.periodic(cron="23 * * * *")
@app.task(name="codes.forget_uses", queueing_lock="codes.forget_uses")
def forget_uses(timestamp: int) -> None:
    """Forget where dynamic codes were used, once no late scan can ask any more."""
    DynamicUse.objects.filter(used_at__lt=clock.now() - USES_KEPT).delete()


@app.periodic(cron="37 3 * * *")
@app.task(name="codes.forget_tries", queueing_lock="codes.forget_tries")
def forget_spoken_tries(timestamp: int) -> None:
    """Forget who typed which number of wrong codes yesterday."""
    forget_tries(clock.now())
