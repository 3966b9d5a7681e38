"""How many people's data one account may read in an hour (lesson L10: insiders who copy a city)."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.errors import ReadBudgetSpent
from antoan.foundation.audit.queries import people_read_by

PERIOD: Final = timedelta(hours=1)

logger = logging.getLogger(__name__)


def refuse_past_budget(actor: Actor, person_ids: Iterable[int | None], *, at: datetime) -> bool:
    """Raise ReadBudgetSpent when these reads pass the budget; tell whether they use up the last of it.

    The same person read twice counts once, one's own data never, and the system has no budget: its deeds
    are jobs, not eyes.
    """
    asked = {person_id for person_id in person_ids if person_id not in (None, actor.person_id)}
    if actor.is_system or actor.account_id is None or not asked:
        return False
    known = people_read_by(actor.account_id, since=at - PERIOD)
    budget: int = settings.READS_PER_HOUR_MAX
    if len(known | asked) > budget:
        logger.warning("account %d reached its budget of %d people an hour", actor.account_id, budget)
        raise ReadBudgetSpent(
            f"You have opened the data of {len(known)} people within an hour, and {budget} is the most. "
            "Go on in an hour, or ask the city's data officer to look at your work."
        )
    return len(known | asked) == budget and len(known) < budget
