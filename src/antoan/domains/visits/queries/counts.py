"""How many came and went, from counters alone: the log is never scanned for it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import F, Sum
from django.db.models.functions import TruncDate

from antoan.domains.places.queries import scope_of_place, spots_of_place
from antoan.domains.visits.counts_values import By, Counted, DetailedCount
from antoan.domains.visits.errors import TooManyCounts
from antoan.domains.visits.models import VisitCount, VisitDelta
from antoan.domains.visits.permissions import LIST
from antoan.foundation.accounts.actor import SYSTEM, Actor, require
from antoan.kit.clock import CITY_ZONE

_OUT: Final = 1
_DETAIL: Final = ("half_hour", "spot_id", "gate_id", "direction", "colour")
DETAIL_ROWS_MAX: Final = 200_000  # Of one file; more is refused, never cut (lesson L4).


def counted(
    actor: Actor, place_ids: Sequence[int], *, since: datetime, until: datetime, by: By
) -> list[Counted]:
    """Return the counts of some places in a period, told apart by one thing and in its order; Forbidden."""
    spots = _spots(actor, place_ids)
    sums: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for table in (VisitCount, VisitDelta):
        rows: Any = table._default_manager.filter(
            spot_id__in=spots, half_hour__gte=since, half_hour__lt=until
        )
        key = TruncDate("half_hour", tzinfo=CITY_ZONE) if by is By.DAY else F(by.value)
        grouped = rows.annotate(key=key).values("key", "direction").annotate(total=Sum("people"))
        for row in grouped:
            sums[row["key"]][row["direction"] == _OUT] += row["total"]
    return [Counted(key, came, left) for key, (came, left) in sorted(sums.items()) if came or left]


def counted_in_detail(
    actor: Actor, place_ids: Sequence[int], *, since: datetime, until: datetime
) -> list[DetailedCount]:
    """Return every count of some places in a period, in order of time; Forbidden, TooManyCounts."""
    spots = _spots(actor, place_ids)
    sums: Counter[tuple[Any, ...]] = Counter()
    for table in (VisitCount, VisitDelta):
        rows: Any = table._default_manager.filter(
            spot_id__in=spots, half_hour__gte=since, half_hour__lt=until
        )
        grouped = rows.values_list(*_DETAIL).annotate(total=Sum("people"))
        for *key, people in grouped[: DETAIL_ROWS_MAX + 1]:
            sums[tuple(key)] += people
    if len(sums) > DETAIL_ROWS_MAX:
        raise TooManyCounts
    return [_detailed(key, people) for key, people in sorted(sums.items()) if people]


def _detailed(key: tuple[Any, ...], people: int) -> DetailedCount:
    half_hour, spot_id, gate_id, direction, colour = key
    return DetailedCount(half_hour, spot_id, gate_id, direction, colour, people)


def _spots(actor: Actor, place_ids: Sequence[int]) -> list[int]:
    spots: list[int] = []
    for place_id in place_ids:
        require(actor, LIST, scope_of_place(place_id))
        spots += [spot.id for spot in spots_of_place(SYSTEM, place_id)]
    return spots
