"""People looked after at home, their ward's station and the team above it, for the journeys of care; nobody else's."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock


def seeds(account: Callable[..., Any]) -> dict[str, Any]:
    """Return a case of a week ago with a negative test of today, somebody at home since today, and two desks."""
    from antoan.domains.care.services import set_duty_line
    from antoan.domains.records.values import TestKind, TestOutcome
    from antoan.foundation.accounts.actor import SYSTEM
    from tests.factories.areas import ward
    from tests.factories.care import somebody_at_home
    from tests.factories.people import a_person
    from tests.factories.records import a_test

    home = ward("26743")
    known = {"ward_id": home.id, "address": "7 Hẻm 12"}
    ill = a_person("Quách Văn Nhiễm", date(1991, 2, 3), **known, phones=("+84912777801",))
    a_person("Quách Thị Nhà", date(1993, 4, 5), **known)
    a_test(ill.id, clock.now() - timedelta(days=7), TestOutcome.POSITIVE, TestKind.RAPID)
    a_test(ill.id, clock.now() - timedelta(minutes=5), TestOutcome.NEGATIVE, TestKind.RAPID)
    weak, _ = somebody_at_home("Tống Thị Yếu", ward_id=home.id, phones=("+84912777802",))
    set_duty_line(actor=SYSTEM, area_id=home.id, level=1, number="02838221234")
    return {
        "care_ill": account("nhiem.benh", "Quách Văn Nhiễm", "citizen", ScopeKind.SELF, person_id=ill.id),
        "care_weak": account("yeu", "Tống Thị Yếu", "citizen", ScopeKind.SELF, person_id=weak.id),
        "care_weak_id": weak.id,
        "care_station": account(
            "tram.nha", "Trạm Y tế tại nhà", "ward_officer", ScopeKind.AREA, home.id, totp=True
        ),
        "care_rapid": account("phan.ung", "Đội Phản ứng", "rapid_team", ScopeKind.CITY, totp=True),
    }
