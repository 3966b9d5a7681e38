"""Chooses what leaves next: codes first, nothing past a bound, and marks it so that nobody else sends it."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.db.models import Count, F, QuerySet

from antoan.domains.messaging.limits import Limits
from antoan.domains.messaging.models import Message
from antoan.domains.messaging.rules import is_quiet, is_worth_waiting, next_morning
from antoan.domains.messaging.services.budget import Purse, closed_budgets
from antoan.domains.messaging.templates import templates
from antoan.domains.messaging.values import PRIORITIES, Kind, Lane, MessageState
from antoan.kit import clock

# So many leave together, and no more are in doubt when the sender falls. A code waits behind one window at most.
WINDOW_MESSAGES: Final = 16


@transaction.atomic
def take(now: datetime, limits: Limits) -> list[Message]:
    """Mark the next window as being sent and commit that before any gateway hears of it."""
    today = clock.local_date(now)
    rows = list(_due(now, today, limits)[:WINDOW_MESSAGES])
    if not rows:
        return []
    sent_today = _sent_today(rows, today)
    purse = Purse(limits, today)
    taken = []
    for row in rows:
        if row.expires_at is not None and row.expires_at <= now:
            _set_aside(row, MessageState.EXPIRED)
        elif sent_today.get(_who(row), 0) >= limits.per_number_a_day[Kind(row.kind)]:
            _put_off(row, now, limits)
        elif purse.pay(row, now):
            sent_today[_who(row)] = sent_today.get(_who(row), 0) + 1
            taken.append(row)
    purse.save()
    Message.objects.filter(pk__in=[row.pk for row in taken]).update(
        state=MessageState.SENDING,
        taken_at=now,
        spent_on=today,
        attempts=F("attempts") + 1,
        updated_at=now,
    )
    for row in taken:
        row.state, row.taken_at, row.spent_on = MessageState.SENDING, now, today
        row.attempts += 1
    return taken


def _due(now: datetime, today: date, limits: Limits) -> QuerySet[Message]:
    """Return what may leave now, in its turn. Lanes and campaigns whose budget is spent are left alone."""
    lanes, campaigns = closed_budgets(today)
    due = Message.objects.select_for_update(skip_locked=True).filter(
        state=MessageState.WAITING, due_at__lte=now
    )
    if is_quiet(now, limits.quiet_from, limits.quiet_until):
        due = due.filter(priority__lt=PRIORITIES[Kind.NOTICE])
    if Lane.CODES in lanes:
        due = due.exclude(kind=Kind.CODE)
    if Lane.OTHERS in lanes:
        due = due.filter(kind=Kind.CODE)
    if campaigns:
        due = due.exclude(campaign__in=campaigns)
    return due.order_by("priority", "due_at")


def _who(row: Message) -> tuple[bytes, str]:
    return bytes(row.number_index), row.kind


def _sent_today(rows: Iterable[Message], today: date) -> dict[tuple[bytes, str], int]:
    """Return how many of each kind these numbers got today."""
    indexes = {bytes(row.number_index) for row in rows}
    # Whatever left today was queued at most a few days ago: the bound lets the index find it.
    counted = (
        Message.objects.filter(number_index__in=indexes, spent_on=today)
        .exclude(state=MessageState.WAITING)
        .values_list("number_index", "kind")
        .annotate(count=Count("pk"))
    )
    return {(bytes(index), kind): count for index, kind, count in counted}


def _put_off(row: Message, now: datetime, limits: Limits) -> None:
    if is_worth_waiting(Kind(row.kind)):
        row.due_at = next_morning(now, limits.quiet_until)
        row.last_error = "enough for this number today"
        row.save(update_fields=["due_at", "last_error", "updated_at"])
    else:
        _set_aside(row, MessageState.FAILED, "too many to this number today")


def _set_aside(row: Message, state: MessageState, error: str = "") -> None:
    row.state, row.last_error = state, error
    if row.template not in templates() or templates()[row.template].is_secret:
        row.text = ""
    row.save(update_fields=["state", "text", "last_error", "updated_at"])
