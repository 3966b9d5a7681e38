"""Figures of a ward as tests need them: what the tables of counts say, folded."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Sum

from antoan.domains.areas.queries import area
from antoan.domains.places.values import PlaceKind
from antoan.domains.statistics.measures import Measure
from antoan.domains.statistics.models import AreaDay, AreaHour, Report
from antoan.domains.statistics.services import fold_notes
from antoan.domains.statistics.services.reports import make_report
from antoan.domains.visits.services.counting import fold_counts
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from tests.factories.places import EquippedPlace, a_place, an_equipped_place
from tests.factories.units import someone_as
from tests.factories.visits import a_gates_visit

GREEN, RED = 1, 3


def a_market(
    ward_id: int | None, name: str = "Chợ Bến Thành", kind: PlaceKind = PlaceKind.MARKET
) -> EquippedPlace:
    """Return a place of a ward that is ready to scan."""
    return an_equipped_place(a_place(name, kind, ward_id=ward_id))


def people_came(place: EquippedPlace, at: datetime, *, count: int = 1, first: int = 1, **facts: Any) -> None:
    """Let people whom nobody knows come to a place, one after the other."""
    for number in range(first, first + count):
        a_gates_visit(number, place, at, **facts)


def folded() -> None:
    """Do what the worker does each minute."""
    fold_counts()
    fold_notes()


def counted(measure: Measure, **where: Any) -> int:
    """Return what the days say of a measure."""
    return AreaDay.objects.filter(measure=measure, **where).aggregate(all=Sum("amount"))["all"] or 0


def buckets(measure: Measure) -> list[tuple[int, datetime, str, int, int]]:
    """Return what the half hours say of a measure; zeros are left out."""
    rows = (
        AreaHour.objects.filter(measure=measure).exclude(amount=0).order_by("at", "kind", "detail", "ward_id")
    )
    return list(rows.values_list("ward_id", "at", "kind", "detail", "amount"))


def officer_over(area_id: int, account_id: int = 71) -> Actor:
    """Return an officer of a ward."""
    return someone_as("ward_officer", ScopeKind.AREA, area_id, account_id=account_id)


def health_department(account_id: int = 72) -> Actor:
    """Return somebody of the city's health department."""
    return someone_as("city_health", ScopeKind.CITY, account_id=account_id)


def a_night_report(ward_id: int) -> int:
    """Return the number of yesterday's report of a ward."""
    day = clock.today() - timedelta(days=1)
    make_report(area(ward_id), day, clock.now())
    return Report.objects.get(area_id=ward_id, day=day).pk
