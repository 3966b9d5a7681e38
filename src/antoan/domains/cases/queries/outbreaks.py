"""Reads of outbreaks: how many cases on which day, and from when one may be closed."""

from datetime import date, timedelta
from itertools import accumulate
from typing import Final
from uuid import UUID

from django.db.models import Count, Max, Q, QuerySet

from antoan.domains.cases.diseases import closing_on
from antoan.domains.cases.models import Outbreak
from antoan.domains.cases.permissions import MANAGE_OUTBREAK
from antoan.domains.cases.queries.access import outbreak_in, outbreaks_reached_by
from antoan.domains.cases.rules import closes_from
from antoan.domains.cases.values import CaseState, DayCount, OutbreakView
from antoan.foundation.accounts.actor import Actor

OUTBREAKS_MAX: Final = 100
DAYS_MAX: Final = 120  # Shown: the latest of a long outbreak.
_COUNTED: Final = ~Q(cases__state=CaseState.VOID)


def outbreak_list(actor: Actor, today: date, *, with_closed: bool = False) -> list[OutbreakView]:
    """Return the outbreaks of the actor's wards, the newest first, at most OUTBREAKS_MAX; counts, nobody."""
    rows = outbreaks_reached_by(actor)
    if not with_closed:
        rows = rows.filter(ended_on__isnull=True)
    found = counted(rows).select_related("ward").order_by("-began_on", "-created_at")
    return [view_of(row, today) for row in found[:OUTBREAKS_MAX]]


def outbreak(actor: Actor, outbreak_id: UUID, today: date) -> OutbreakView:
    """Return one outbreak; OutbreakNotFound."""
    row = outbreak_in(actor, outbreak_id)
    return view_of(counted(Outbreak.objects.filter(pk=row.pk)).select_related("ward").get(), today)


def outbreaks_to_join(actor: Actor, today: date) -> list[OutbreakView]:
    """Return the open outbreaks into which the actor may put a case; none for whoever manages none."""
    if not actor.is_system and not actor.grants_of(MANAGE_OUTBREAK):
        return []
    rows = outbreaks_reached_by(actor, MANAGE_OUTBREAK).filter(ended_on__isnull=True)
    return [
        view_of(row, today) for row in counted(rows).select_related("ward").order_by("name")[:OUTBREAKS_MAX]
    ]


def days_of(actor: Actor, outbreak_id: UUID, today: date) -> list[DayCount]:
    """Return the daily numbers of an outbreak from its first day to today or its end, days without a case too."""
    row = outbreak_in(actor, outbreak_id)
    by_day = dict(
        row.cases.exclude(state=CaseState.VOID)
        .values_list("confirmed_on")
        .annotate(count=Count("id"))
        .order_by("confirmed_on")
    )
    first, last = min([row.began_on, *by_day]), max([row.ended_on or today, *by_day])
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    totals = accumulate(by_day.get(day, 0) for day in days)
    return [DayCount(day, by_day.get(day, 0), total) for day, total in zip(days, totals, strict=True)][
        -DAYS_MAX:
    ]


def counted(rows: QuerySet[Outbreak]) -> "QuerySet[Outbreak]":
    """Have rows know how many cases they have, and of which day the last is."""
    return rows.annotate(
        case_count=Count("cases", filter=_COUNTED), last_case_on=Max("cases__confirmed_on", filter=_COUNTED)
    )


def view_of(row: Outbreak, today: date) -> OutbreakView:
    """Return a counted row as others see it."""
    last_case_on: date | None = row.last_case_on  # type: ignore[attr-defined]
    return OutbreakView(
        id=row.pk,
        name=row.name,
        ward_id=row.ward_id,
        ward_name=row.ward.name,
        where=row.where,
        began_on=row.began_on,
        reported_on=row.reported_on,
        risk_factors=row.risk_factors,
        ended_on=row.ended_on,
        cases=row.case_count,  # type: ignore[attr-defined]
        last_case_on=last_case_on,
        closes_from=closes_from(began_on=row.began_on, last_case_on=last_case_on, rule=closing_on(today)),
    )
