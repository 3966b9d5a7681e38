"""A health station that brings doses in files, the people of its list, and a list of the city; nobody else's."""

from collections.abc import Callable
from datetime import date
from typing import Any

from antoan.foundation.accounts.scopes import ScopeKind


def seeds(account: Callable[..., Any]) -> dict[str, Any]:
    """Return a station, its clerk, and people with their papers."""
    from antoan.domains.places.values import PlaceKind
    from antoan.domains.units.services import register_unit
    from antoan.domains.units.values import NewUnit
    from antoan.foundation.accounts.actor import SYSTEM
    from tests.factories.doses import a_dose_file, a_dose_row, loaded
    from tests.factories.people import a_person

    unit = register_unit(actor=SYSTEM, unit=NewUnit(name="Trạm Y tế Đa Kao", kind=PlaceKind.HOSPITAL))
    names = [
        f"Tống {middle} {given}"
        for middle in ("Văn", "Hữu")
        for given in ("An", "Bách", "Cường", "Đạt", "Hiếu")
    ]
    people = [a_person(name, date(1975, 3, 1 + number)) for number, name in enumerate(names)]
    loaded("city", a_dose_file(a_dose_row(people[-1], paper=""), a_dose_row(name="Thạch Thị Xa Lạ")))
    return {
        "dose_station": {
            "unit": unit.id,
            "people": [
                {
                    "id": one.id,
                    "name": one.full_name,
                    "born": f"{one.birth.on:%d/%m/%Y}",
                    "paper": one.identity_number,
                }
                for one in people
            ],
        },
        "dose_clerk": account("nhap.tep", "Tống Thị Tệp", "clinic_staff", ScopeKind.UNIT, unit.id, totp=True),
        "city_records": account("ho.so", "Tống Thị Sổ", "records_officer", ScopeKind.CITY, totp=True),
    }
