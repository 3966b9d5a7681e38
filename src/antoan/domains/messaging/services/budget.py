"""Each day's money: reserved before a message leaves, given back when it certainly did not."""

from collections.abc import Iterable
from datetime import date, datetime

import structlog
from django.db.models import F

from antoan.domains.messaging.limits import Limits
from antoan.domains.messaging.models import DaySpending, Message
from antoan.domains.messaging.values import Kind, Lane, lane_of

_log = structlog.get_logger()


class Purse:
    """The budgets of one day, held until the caller's transaction ends: two senders never spend the same đồng."""

    def __init__(self, limits: Limits, today: date) -> None:
        self._limits, self._today = limits, today
        self._held: dict[tuple[Lane, str], DaySpending] = {}

    def pay(self, row: Message, now: datetime) -> bool:
        """Reserve the price of one message; False when a cap forbids it, which stops that run for today."""
        budgets = self._budgets_of(row)
        for spending, cap in budgets:
            if spending.parts + row.parts > cap:
                self._cap(spending, now)
                return False
        for spending, _ in budgets:
            spending.messages += 1
            spending.parts += row.parts
            spending.cost += row.parts * self._limits.part_price
        return True

    def save(self) -> None:
        """Write what was spent."""
        for spending in self._held.values():
            spending.save()

    def _budgets_of(self, row: Message) -> list[tuple[DaySpending, int]]:
        lane = lane_of(Kind(row.kind))
        budgets = [(self._hold(lane, ""), self._limits.parts_a_day[lane])]
        if row.campaign:
            budgets.append((self._hold(lane, row.campaign), self._limits.campaign_parts_a_day))
        return budgets

    def _hold(self, lane: Lane, campaign: str) -> DaySpending:
        """Return one budget, locked. The lane's own comes before its campaigns', so nobody waits in a circle."""
        if (lane, campaign) not in self._held:
            row, _ = DaySpending.objects.get_or_create(on=self._today, lane=lane, campaign=campaign)
            self._held[lane, campaign] = DaySpending.objects.select_for_update().get(pk=row.pk)
        return self._held[lane, campaign]

    def _cap(self, spending: DaySpending, now: datetime) -> None:
        if spending.capped_at is not None:
            return
        spending.capped_at = now
        _log.error(
            "sms.capped",
            lane=spending.lane,
            campaign=spending.campaign,
            parts=spending.parts,
            told="The day's budget for messages is spent. Sending goes on tomorrow, or when the cap is raised.",
        )


def closed_budgets(today: date) -> tuple[set[Lane], set[str]]:
    """Return the lanes and campaigns that a cap has stopped for today."""
    capped = DaySpending.objects.filter(on=today, capped_at__isnull=False)
    lanes = {Lane(lane) for lane in capped.filter(campaign="").values_list("lane", flat=True)}
    return lanes, set(capped.exclude(campaign="").values_list("campaign", flat=True))


def give_back(rows: Iterable[Message], limits: Limits) -> None:
    """Return to the day that paid what messages cost that certainly did not leave."""
    for row in rows:
        if row.spent_on is None:
            continue
        lane = lane_of(Kind(row.kind))
        for campaign in {"", row.campaign}:
            DaySpending.objects.filter(on=row.spent_on, lane=lane, campaign=campaign).update(
                messages=F("messages") - 1,
                parts=F("parts") - row.parts,
                cost=F("cost") - row.parts * limits.part_price,
            )
