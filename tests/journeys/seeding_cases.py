"""A ward with two officers and its patients, for the journeys of cases and isolation; nobody else's."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock

WARD = "25747"


def seeds(account: Callable[..., Any]) -> dict[str, Any]:
    """Return the officers and an auditor, a patient of a week ago with a code, and somebody nothing is known of."""
    from antoan.domains.areas.queries import area_by_code
    from antoan.domains.records.values import TestOutcome
    from tests.factories.people import a_person
    from tests.factories.records import a_test
    from tests.factories.vaccination import code_of

    ward_id = area_by_code(WARD, clock.today()).id
    patient = a_person("Kiều Văn Bệnh", date(1979, 9, 9), ward_id=ward_id)
    code_of(patient)
    a_test(patient.id, clock.now() - timedelta(days=7), TestOutcome.POSITIVE)
    old = a_person("Kiều Thị Cũ", date(1971, 1, 7), ward_id=ward_id)
    a_test(old.id, clock.now() - timedelta(days=40), TestOutcome.POSITIVE)
    neighbour = a_person("Kiều Thị Kề", date(1990, 1, 2), ward_id=ward_id)
    return {
        "ward_cases": {"ward": ward_id, "neighbour": neighbour.id, "neighbour_code": code_of(neighbour)},
        "case_officer": account("ca.mot", "Tô Thị Một", "ward_officer", ScopeKind.AREA, ward_id, totp=True),
        "second_officer": account("ca.hai", "Tô Văn Hai", "ward_officer", ScopeKind.AREA, ward_id, totp=True),
        "case_auditor": account("ca.dem", "Tô Thị Đếm", "auditor", ScopeKind.CITY, totp=True),
        "patient": account("nguoi.benh", "Kiều Văn Bệnh", "citizen", ScopeKind.SELF, person_id=patient.id),
        "next_door": account("nguoi.ke", "Kiều Thị Kề", "citizen", ScopeKind.SELF, person_id=neighbour.id),
    }  # fmt: skip
