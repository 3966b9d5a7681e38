"""People, a clinic and its staff for the journeys of clinics; nobody else's."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock


def seeds(account: Callable[..., Any]) -> dict[str, Any]:
    """Return a health centre with a gate and a session of today, three accounts, and those who come."""
    from antoan.domains.places.values import PlaceKind
    from antoan.domains.units.services import register_unit
    from antoan.domains.units.values import NewUnit
    from antoan.foundation.accounts.actor import SYSTEM
    from tests.factories.places import a_gate, a_spot
    from tests.factories.units import a_place_of

    new = NewUnit(name="Trung tâm Y tế Bến Nghé", kind=PlaceKind.HOSPITAL)
    unit = register_unit(actor=SYSTEM, unit=new)
    gate = a_gate(a_spot(a_place_of(unit, "Trung tâm Y tế Bến Nghé")), "Cổng trước")
    names = ("Ánh", "Bảo", "Chi", "Dũng", "Em", "Giang", "Hà", "Khoa", "Lan", "Minh")
    queue = [_someone(f"Đặng Văn {name}") for name in names] + [
        _someone(f"Đặng Thị {name}") for name in names
    ]
    return {
        "clinic": {
            "unit": unit.id, "gate": gate.id, "session": str(_session(unit.id)), "queue": queue,
            "early": _early(), "declared": _someone("Lâm Văn Khỏe", declared=False),
            "feverish": _someone("Lâm Thị Sốt", declared=True), "undeclared": _someone("Lâm Văn Quên"),
            "pool": [_someone(f"Tạ Văn {name}") for name in ("Một", "Hai", "Ba")],
        },
        "clinic_clerk": account("y.te", "Mạc Thị Y Tế", "clinic_staff", ScopeKind.UNIT, unit.id, totp=True),
        "clinic_team": account("doi.tiem", "Mạc Văn Tiêm", "vaccination_team", ScopeKind.UNIT, unit.id, totp=True),
        "clinic_lab": account("xet.nghiem", "Mạc Thị Mẫu", "lab_staff", ScopeKind.UNIT, unit.id, totp=True),
    }  # fmt: skip


def _someone(name: str, *, declared: bool | None = None) -> dict[str, Any]:
    """Return somebody with a code; `declared` says whether they declared today, and a fever."""
    from tests.factories.declarations import ALL_NO, FEVER, a_declaration
    from tests.factories.people import a_person, citizen
    from tests.factories.vaccination import code_of

    person = a_person(name, date(1980, 4, 30))
    if declared is not None:
        a_declaration(person.id, FEVER if declared else ALL_NO, actor=citizen(person.id))
    return {"id": person.id, "code": code_of(person)}


def _early() -> dict[str, Any]:
    from tests.factories.records import a_dose

    person = _someone("Đặng Văn Sớm")
    a_dose(person["id"], clock.today() - timedelta(days=10))
    return person


def _session(unit_id: int) -> Any:
    from tests.factories.vaccination import a_session

    hours = {"opens": time(0), "closes": time(23, 59), "site": "Nhà văn hóa Bến Nghé"}
    return a_session(unit_id, **hours, id=uuid4()).id
