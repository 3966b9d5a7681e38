"""Fills an empty installation for the journeys, with the product's own services, and prints what was made as JSON."""

import base64
import json
import secrets
from datetime import date, timedelta

from antoan.entrypoints.cli.prepare import prepare
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock

PASSWORD = "duong-di-an-toan-2021"


def main() -> None:
    """Bring the database up to date and fill it. Imports wait for Django."""
    prepare()
    from antoan.entrypoints.cli.installation import bring_up_to_date

    bring_up_to_date()
    print(json.dumps(_seeds(), default=str))


def _seeds() -> dict[str, object]:
    people = {colour: _person(colour, *who) for colour, who in _people().items()}
    unit, place, gate = _unit()
    return {
        "people": people,
        "expired": _expired_code(),
        "unit": {"id": unit.id, "name": unit.name},
        "place": {"id": place.id, "name": place.name},
        "gate": {"id": gate.id, "name": gate.name},
        "stranger_place": _stranger_place(),
        "admin": _account("quan.tri", "Trần Thị Quản Trị", "unit_admin", ScopeKind.UNIT, unit.id, totp=True),
        "new_officer": _account("can.bo.moi", "Lê Văn Mới", "ward_officer", ScopeKind.CITY),
        "key_officer": _account("can.bo.khoa", "Vũ Thị Khóa", "ward_officer", ScopeKind.CITY),
        "red_citizen": _account("cach.ly", "Phạm Văn Cách", "citizen", ScopeKind.SELF, person_id=people["red"]["id"]),
        "black_citizen": _account("thieu.mui", "Bùi Thị Thiếu", "citizen", ScopeKind.SELF, person_id=people["unrecorded"]["id"]),
        "desk_officer": _account("ban.sua", "Ngô Thị Sửa", "ward_officer", ScopeKind.CITY, totp=True),
        "desk_health": _account("so.y.te", "Hồ Văn Sở", "city_health", ScopeKind.CITY, totp=True),
        "citizen": _account("nguoi.dan", "Nguyễn Văn An", "citizen", ScopeKind.SELF, person_id=people["green"]["id"]),
    }  # fmt: skip


def _people() -> dict[str, tuple[str, date]]:
    return {
        "green": ("Nguyễn Văn An", date(1990, 5, 17)),
        "yellow": ("Lê Thị Bé", clock.today().replace(day=1) - timedelta(days=365 * 10)),
        "red": ("Phạm Văn Cách", date(1985, 1, 2)),
        "black": ("Đỗ Thị Dung", date(1979, 9, 9)),
        "unrecorded": ("Bùi Thị Thiếu", date(1972, 3, 4)),  # Black until the desk records a dose.
    }


def _give_records(colour: str, person_id: int) -> None:
    """Record what makes the colour: doses, an isolation; nothing for a child and for the unvaccinated."""
    from tests.factories.records import a_dose, an_isolation

    today = clock.today()
    if colour in ("green", "red"):
        a_dose(person_id, today - timedelta(days=90))
        a_dose(person_id, today - timedelta(days=60), dose_number=2)
    if colour == "red":
        an_isolation(person_id, today - timedelta(days=2), today + timedelta(days=5))


def _person(colour: str, name: str, birth_on: date) -> dict[str, object]:
    from antoan.domains.codes.services import issue_personal_code
    from antoan.entrypoints.web.citizen.own_code import head_of
    from antoan.foundation.accounts.actor import SYSTEM
    from tests.factories.people import a_person

    person = a_person(name, birth_on)
    code = issue_personal_code(actor=SYSTEM, subject=head_of(person))
    _give_records(colour, person.id)
    return {
        "id": person.id, "qid": person.qid, "name": name, "number": person.documents[0].number,
        "code": code.text, "short": code.short_code, "born": birth_on,
    }  # fmt: skip


def _expired_code() -> str:
    """Return a code whose last day was yesterday."""
    from django.conf import settings

    from antoan.domains.codes.keys import SigningRing
    from tests.factories.scan import a_code

    yesterday = clock.today() - timedelta(days=1)
    ring = SigningRing.load(settings.DATA)
    return a_code("1234567890", issued_on=yesterday - timedelta(days=9), expires_on=yesterday, ring=ring)


def _unit():
    from antoan.domains.places.queries import spots_of_place
    from antoan.domains.places.services import add_gate
    from antoan.foundation.accounts.actor import SYSTEM
    from tests.factories.units import a_place_of, a_unit

    unit = a_unit("Công ty Bán lẻ Bến Thành")
    place = a_place_of(unit, "Siêu thị Bến Thành", capacity=120, address="12 Lê Lợi, Quận 1")
    gate = add_gate(actor=SYSTEM, spot_id=spots_of_place(SYSTEM, place.id)[0].id, name="Cổng chính")
    return unit, place, gate


def _stranger_place() -> dict[str, object]:
    from tests.factories.places import a_device, a_gate, a_spot
    from tests.factories.units import a_place_of, a_unit

    unit = a_unit("Nhà máy khác")
    place = a_place_of(unit, "Xưởng khác")
    gate = a_gate(a_spot(place))
    device, _ = a_device(gate, at=clock.now())
    return {"unit": unit.id, "id": place.id, "gate": gate.id, "device": device.id}


def _account(
    login: str,
    name: str,
    role: str,
    kind: ScopeKind,
    scope_id: int | None = None,
    *,
    person_id: int | None = None,
    totp: bool = False,
) -> dict[str, object]:
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.foundation.accounts.services import create_account, give_grant

    secret = base64.b32encode(secrets.token_bytes(20)).decode() if totp else None
    account = create_account(
        actor=SYSTEM, login=login, name=name, password=PASSWORD, person_id=person_id, totp_secret=secret
    )
    give_grant(actor=SYSTEM, account_id=account.pk, role=role, scope_kind=kind, scope_id=scope_id)
    return {"login": login, "password": PASSWORD, "totp_secret": secret}


if __name__ == "__main__":
    main()
