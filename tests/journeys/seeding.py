"""Fills an empty installation for the journeys, with the product's own services, and prints what was made as JSON."""

import base64
import json
import secrets
from datetime import date, timedelta

from antoan.entrypoints.cli.prepare import prepare
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from tests.journeys import (
    seeding_care,
    seeding_cases,
    seeding_clinic,
    seeding_doses,
    seeding_records,
    seeding_safety,
    seeding_statistics,
)
from tests.journeys.seeding_assisting import assisting_seeds
from tests.journeys.seeding_cards import cards_seeds
from tests.journeys.seeding_rights import rights_seeds

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
        **seeding_records.seeds(_account),
        **seeding_clinic.seeds(_account),
        **seeding_doses.seeds(_account),
        **seeding_cases.seeds(_account),
        **seeding_care.seeds(_account),
        **seeding_safety.seeds(_account),
        **seeding_statistics.seeds(_account),
        **cards_seeds(_account),
        **assisting_seeds(_account),
        "people": people,
        "market": _market(),
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
        "operator": _account("van.hanh", "Đinh Văn Hành", "operator", ScopeKind.CITY, totp=True),
        "registration": _registration(),
        "texted": _texted(),
        **_factory(),
        **_outbreak(),
        **rights_seeds(_account),
        **_declaring(),
        "gate_day": _gate_day(unit.id),
        "identity": _identity(),
        "unit_officer": _unit_officer(),
        "shopper": _person("shopper", "Cao Thị Khách", date(1983, 3, 3)),
        "identity_officer": _account("ban.doi.chieu", "Trịnh Văn Đối Chiếu", "ward_officer", ScopeKind.CITY, totp=True),
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


def _identity() -> dict[str, object]:
    """Make the people of the journeys about signing in: alone on a number, three on one, and one known to a clinic."""
    from tests.factories.people import a_person

    alone = a_person("Hoàng Thị Một", date(1961, 5, 17), phones=("0911111111",))
    family = [
        a_person(name, born, phones=("0922222222",))
        for name, born in (
            ("Lê Thị Hoa", date(1948, 3, 9)),
            ("Trần Thị Mai", date(1980, 12, 31)),
            ("Nguyễn Văn Nam", date(2015, 5, 5)),
        )
    ]
    known = a_person("Phan Văn Biết", date(1975, 8, 20), phones=("0933333333",))
    relative = a_person("Đinh Thị Già", date(1945, 2, 3), phones=("0944444444",))
    return {
        "alone": alone.id, "family": [person.id for person in family], "known": known.id,
        "known_number": known.documents[0].number, "relative": relative.id, "relative_number": relative.documents[0].number,
    }  # fmt: skip


def _unit_officer() -> dict[str, object]:
    """Make a ward officer who approves units in a ward where nobody else registers any."""
    from tests.factories.areas import ward

    return _account(
        "duyet.don.vi", "Đinh Văn Duyệt", "ward_officer", ScopeKind.AREA, ward("25747").id, totp=True
    )


def _give_records(colour: str, person_id: int) -> None:
    """Record what makes the colour: doses, an isolation; nothing for a child and for the unvaccinated."""
    from tests.factories.records import a_dose, an_isolation

    today = clock.today()
    if colour in ("green", "red"):
        a_dose(person_id, today - timedelta(days=90))
        a_dose(person_id, today - timedelta(days=60), dose_number=2)
    if colour == "red":
        an_isolation(person_id, today - timedelta(days=2), today + timedelta(days=5))


def _person(colour: str, name: str, birth_on: date, **known: object) -> dict[str, object]:
    from antoan.domains.codes.services import issue_personal_code
    from antoan.domains.people.heads import head_of
    from antoan.foundation.accounts.actor import SYSTEM
    from tests.factories.people import a_person

    person = a_person(name, birth_on, **known)
    code = issue_personal_code(actor=SYSTEM, subject=head_of(person))
    _give_records(colour, person.id)
    return {
        "id": person.id, "qid": person.qid, "name": name, "number": person.documents[0].number,
        "code": code.text, "short": code.short_code, "born": birth_on,
    }  # fmt: skip


def _registration() -> dict[str, object]:
    """Return somebody who registered by SMS and waits for the ward, after one that went wrong."""
    from antoan.domains.messaging.gateways import NullGateway
    from antoan.domains.messaging.services import queue_message, send_waiting
    from antoan.domains.messaging.values import Outcome, OutcomeKind
    from antoan.domains.textline.services import apply

    class Refusing(NullGateway):
        def send_one(self, sms):
            return Outcome(OutcomeKind.REFUSED, error="Kannel answered 404: no such number")

    apply(number="+84933111222", words="Võ Thị Sáu Mươi, 1950, Sài Gòn", received_at=clock.now())
    queue_message(
        number="+84933111333", template="messages.test", values={"time": "7:00"}, key="seed:refused"
    )
    send_waiting(Refusing())
    for number in range(5):
        queue_message(
            number=f"+8493311144{number}",
            template="messages.test",
            values={"time": "7:00"},
            key=f"seed:{number}",
        )
    send_waiting(NullGateway())
    return {"number": "+84933111222"}


def _texted() -> dict[str, object]:
    """Return an account of somebody to whom we wrote, with people of their own."""
    from antoan.domains.messaging.services import queue_message

    person = _person("texted", "Mai Thị Nhắn", date(1966, 6, 6))
    values = {"number": "AB12-CD3"}
    queue_message(
        number="+84933111555",
        template="corrections.answered",
        values=values,
        key="seed:texted",
        person_id=int(str(person["id"])),
    )
    account = _account(
        "nhan.tin", "Mai Thị Nhắn", "citizen", ScopeKind.SELF, person_id=int(str(person["id"]))
    )
    return {**account, "short": person["short"]}


def _declaring() -> dict[str, object]:
    """Return people who declare, are declared for and call, with an office whose code is posted; nobody else's."""
    from antoan.domains.people.services import add_dependant
    from antoan.domains.places.services import issue_place_code
    from antoan.domains.places.values import PlaceKind
    from antoan.foundation.accounts.actor import SYSTEM
    from tests.factories.areas import ward
    from tests.factories.people import a_person
    from tests.factories.places import a_place

    home = ward("26740")
    known = {"ward_id": home.id, "phones": ("+84912777001",)}
    mother = a_person("Trần Thị Khai", date(1988, 4, 5), **known)
    child = a_person("Trần Bé Con", clock.today() - timedelta(days=365 * 6))
    add_dependant(actor=SYSTEM, guardian_id=mother.id, person_id=child.id, kinship="mẹ")
    ill = a_person("Mai Văn Sốt", date(1979, 1, 1), **known)
    neighbour = a_person("Võ Văn Xóm", date(1970, 7, 7))
    office = a_place("Công ty Văn Phòng", PlaceKind.OFFICE, ward_id=home.id, address="1 Lê Duẩn")
    posted = issue_place_code(actor=SYSTEM, place_id=office.id, at=clock.now())
    return {
        "declarer": _account("khai.bao", "Trần Thị Khai", "citizen", ScopeKind.SELF, person_id=mother.id),
        "ill": _account("bi.sot", "Mai Văn Sốt", "citizen", ScopeKind.SELF, person_id=ill.id),
        "neighbour": _account("hang.xom", "Võ Văn Xóm", "citizen", ScopeKind.SELF, person_id=neighbour.id),
        "station": _account("tram.y.te", "Trạm Y tế", "ward_officer", ScopeKind.AREA, home.id, totp=True),
        "declared_for": _person("declared_for", "Hồ Thị Được", date(1950, 2, 3), phones=("+84912777002",)),
        "at_gate": _person("at_gate", "Lý Văn Cổng", date(1981, 8, 8)),
        "office": {"id": office.id, "token": posted.url.rpartition("/")[2]},
    }


SHIFT = 9  # Workers who come through one gate within a minute.


def _gate_day(unit_id: int) -> dict[str, object]:
    """Return the people of a gate's working day, with who answers for it; and make the city's status list."""
    from antoan.domains.gates.services.status import make_status_list

    people = {
        "regular": _person("green", "Cao Thị Quen", date(1982, 6, 1)),
        "ill": _person("red", "Lâm Văn Ốm", date(1975, 6, 2)),
        "guest": _person("green", "Tạ Thị Khách", date(1991, 6, 3)),
        "bare": _person("bare", "Kim Văn Thiếu", date(1968, 6, 4)),
    }
    shift = [_person("green", f"Công Nhân {number}", date(1990, 1, 1 + number)) for number in range(SHIFT)]
    make_status_list(now=clock.now())
    return people | {
        "shift": shift,
        "supervisor": _account(
            "truong.ca", "Đinh Thị Trưởng Ca", "unit_admin", ScopeKind.UNIT, unit_id, totp=True
        ),
    }


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


def _factory() -> dict[str, object]:
    """Return a factory with whoever keeps its list, the officer who decides, and three people who work there."""
    from antoan.domains.people.services import add_phone
    from antoan.foundation.accounts.actor import SYSTEM
    from tests.factories.areas import ward
    from tests.factories.people import a_person
    from tests.factories.records import a_dose, an_isolation
    from tests.factories.workers import a_factory

    home, today = ward("26740", clock.today()).id, clock.today()
    unit = a_factory("Nhà máy May Bình Minh", ward_id=home)
    workers = []
    for name, birth_on in (
        ("Võ Thị Nơ", date(1993, 7, 8)),
        ("Võ Văn Đức", date(1984, 6, 5)),
        ("Cao Văn Tạm", date(1991, 1, 9)),
    ):
        person = a_person(name, birth_on, ward_id=home)
        a_dose(person.id, today - timedelta(days=90))
        workers.append(
            {"id": person.id, "name": name, "born": birth_on, "number": person.documents[0].number}
        )
    an_isolation(workers[1]["id"], today - timedelta(days=1), today + timedelta(days=6))
    add_phone(actor=SYSTEM, person_id=workers[0]["id"], number="0903000111", verified_at=clock.now())
    return {
        "factory": {"id": unit.id, "name": unit.name},
        "factory_workers": workers,
        "factory_admin": _account("nhan.su", "Mai Thị Nhân", "unit_admin", ScopeKind.UNIT, unit.id, totp=True),
        "factory_officer": _account("duyet.danh.sach", "Tạ Văn Duyệt", "ward_officer", ScopeKind.AREA, home, totp=True),
        "factory_worker": _account("cong.nhan", "Võ Thị Nơ", "citizen", ScopeKind.SELF, person_id=workers[0]["id"]),
    }  # fmt: skip


def _stranger_place() -> dict[str, object]:
    from tests.factories.places import a_device, a_gate, a_spot
    from tests.factories.units import a_place_of, a_unit

    unit = a_unit("Nhà máy khác")
    place = a_place_of(unit, "Xưởng khác")
    gate = a_gate(a_spot(place))
    device, _ = a_device(gate, at=clock.now())
    return {"unit": unit.id, "id": place.id, "gate": gate.id, "device": device.id}


def _outbreak() -> dict[str, object]:
    """Return a case of yesterday with whom it met, who traces it, and who hears of it."""
    from tests.factories.places import a_spot
    from tests.factories.tracing import an_outbreak
    from tests.factories.units import a_place_of, a_unit

    unit = a_unit("Công ty Sông Xanh")
    outbreak = an_outbreak(clock.now(), office=a_spot(a_place_of(unit, "Văn phòng Sông Xanh")))
    met = outbreak.colleague.id
    return {
        "outbreak": {"infection": outbreak.infection_id, "met": met, "office": outbreak.office.place_id},
        "tracer": _account("truy.vet", "Đỗ Thị Vết", "tracer", ScopeKind.CITY, totp=True),
        "met_citizen": _account("da.gap", "Lê Văn Bạn", "citizen", ScopeKind.SELF, person_id=met),
        "office_admin": _account("song.xanh", "Vũ Văn Xanh", "unit_admin", ScopeKind.UNIT, unit.id, totp=True),
    }  # fmt: skip


def _market() -> dict[str, object]:
    """Return a market with two posters, one of them replaced, its admin, and a family that goes there."""
    from urllib.parse import urlsplit

    from antoan.domains.areas.queries import area_by_code
    from antoan.domains.gates.models import Silence
    from antoan.domains.people.services import add_dependant
    from antoan.domains.places.services import add_spot, issue_place_code
    from antoan.domains.places.values import NewSpot, PlaceKind
    from antoan.foundation.accounts.actor import SYSTEM
    from tests.factories.people import a_person
    from tests.factories.records import a_dose, an_isolation
    from tests.factories.units import a_place_of, a_unit

    today, ward = clock.today(), area_by_code("26740", clock.today())
    unit = a_unit("Ban quản lý chợ Tân Định", ward_id=ward.id)
    place = a_place_of(
        unit, "Chợ Tân Định", PlaceKind.MARKET, capacity=300, address="336 Hai Bà Trưng", ward_id=ward.id
    )
    old, new = (issue_place_code(actor=SYSTEM, place_id=place.id, at=clock.now()) for _ in range(2))
    hall = a_place_of(unit, "Nhà văn hóa Tân Định", address="12 Mã Lộ", ward_id=ward.id)
    add_spot(actor=SYSTEM, place_id=hall.id, spot=NewSpot(name="Hội trường", usual_stay_minutes=90))
    zoned = issue_place_code(actor=SYSTEM, place_id=hall.id, at=clock.now())
    Silence.objects.create(
        place_id=hall.id, unit_id=unit.id, found_on=today - timedelta(days=4), ward_asks_on=today
    )
    mother = a_person("Đặng Thị Mai", date(1988, 3, 8), phones=("0903111222",), ward_id=ward.id)
    son = a_person("Đặng Văn Tí", date(1982, 1, 5), ward_id=ward.id)
    father = a_person("Đặng Văn Ông", date(1950, 6, 1), ward_id=ward.id)
    for number, days in ((1, 90), (2, 60)):
        for person in (mother, father):
            a_dose(person.id, today - timedelta(days=days), dose_number=number)
    an_isolation(son.id, today - timedelta(days=1), today + timedelta(days=3))
    add_dependant(actor=SYSTEM, guardian_id=mother.id, person_id=father.id, kinship="bố")
    add_dependant(actor=SYSTEM, guardian_id=mother.id, person_id=son.id, kinship="em")
    return {
        "id": place.id, "unit": unit.id, "name": place.name, "url": new.url, "path": urlsplit(new.url).path, "serial": new.serial,
        "retired_url": old.url, "retired_path": urlsplit(old.url).path, "zoned_path": urlsplit(zoned.url).path,
        "mother": {"id": mother.id, "phone": "0903111222", "birthday": "8/3", **_account("chi.mai", "Đặng Thị Mai", "citizen", ScopeKind.SELF, person_id=mother.id)},
        "father": {"id": father.id}, "son": {"id": son.id},
        "admin": _account("ban.quan.ly", "Vũ Văn Quản", "unit_admin", ScopeKind.UNIT, unit.id, totp=True),
        "officer": _account("phuong.tan.dinh", "Lý Thị Phường", "ward_officer", ScopeKind.AREA, ward.id, totp=True),
    }  # fmt: skip


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
