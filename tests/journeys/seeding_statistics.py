"""A ward with figures of its own, its officer, a busy and an empty place, for the journey of statistics; nobody else's."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock

WARD = "27013"


def seeds(account: Callable[..., Any]) -> dict[str, Any]:
    """Return the officer; the ward has visits of two days, declarations, tests, and yesterday's report."""
    from antoan.domains.areas.queries import area_by_code
    from antoan.domains.declarations.services import declare
    from antoan.domains.places.values import PlaceKind
    from antoan.domains.records.values import TestOutcome
    from antoan.domains.statistics.services import count_day, count_places
    from antoan.foundation.accounts.actor import SYSTEM
    from tests.factories.declarations import FEVER, new_declaration
    from tests.factories.people import a_person
    from tests.factories.places import a_place
    from tests.factories.records import a_test
    from tests.factories.statistics import GREEN, RED, a_market, a_night_report, folded, people_came

    ward_id, now = area_by_code(WARD, clock.today()).id, clock.now()
    market = a_market(ward_id, "Chợ Tân Sơn nhỏ")
    school = a_market(ward_id, "Trường Hai Bà Trưng", PlaceKind.SCHOOL)
    a_place("Tiệm chưa ai quét", PlaceKind.SHOP, ward_id=ward_id, address="5 đường Đinh Công Tráng")
    for hours, count in ((30, 5), (28, 9), (26, 4), (3, 6), (1, 3)):
        at = now - timedelta(hours=hours)
        people_came(market, at, count=count, first=900_001, colour=GREEN, t_out=at + timedelta(minutes=30))
        people_came(school, at, count=count // 2, first=900_101, colour=RED if hours == 3 else GREEN)
    for number in range(6):
        person = a_person(f"Tạ Văn {'ABCDEF'[number]}", date(1980, 1, 1 + number), ward_id=ward_id)
        declare(actor=SYSTEM, declaration=new_declaration(person.id, FEVER if number == 0 else None))
        outcome = TestOutcome.POSITIVE if number == 1 else TestOutcome.NEGATIVE
        a_test(person.id, now - timedelta(hours=20 + number), outcome)
    folded()
    count_day(clock.today())
    count_places(now)
    a_night_report(ward_id)
    return {
        "figures_officer": account(
            "so.lieu", "Tạ Thị Đếm", "ward_officer", ScopeKind.AREA, ward_id, totp=True
        )
    }
