"""How much anybody may declare in a day."""

from datetime import datetime, timedelta

from django.core.cache import cache

from antoan.domains.declarations.errors import TooManyForOthers
from antoan.domains.declarations.models import Declaration
from antoan.domains.declarations.rules import (
    DECLARATIONS_FOR_OTHERS_DAY_MAX,
    DECLARATIONS_PER_PERSON_DAY_MAX,
    WORKERS,
)
from antoan.domains.declarations.values import Verification
from antoan.foundation.accounts.actor import Actor
from antoan.kit.clock import local_date

_DAY = timedelta(days=1)


def is_full(person_id: int, now: datetime) -> bool:
    """Tell whether so much was declared about a person within a day that no more is taken."""
    today = Declaration.objects.filter(person=person_id, declared_at__gt=now - _DAY)
    return today[:DECLARATIONS_PER_PERSON_DAY_MAX].count() >= DECLARATIONS_PER_PERSON_DAY_MAX


def check_may_declare_for_another(actor: Actor, verified_by: Verification, now: datetime) -> None:
    """Count a try, whether the code was somebody's or not, and raise TooManyForOthers past the day's bound.

    Whoever works for the city's health may: it is their work, and it is in the trail who they are.
    """
    if verified_by in WORKERS:
        return
    key = f"declared-for-others:{actor.account_id}:{local_date(now)}"
    cache.add(key, 0, _DAY.total_seconds())
    if cache.incr(key) > DECLARATIONS_FOR_OTHERS_DAY_MAX:
        raise TooManyForOthers
