"""What a device asks beside its scans: contacts, visitors, newcomers, overrides. The token is the only right."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from antoan.domains.codes.services import issue_personal_code, revoke_codes
from antoan.domains.gates.day import day
from antoan.domains.gates.gate_rules import USUAL
from antoan.domains.gates.models import (
    DeviceState,
    GateRegistration,
    Override,
    Vehicle,
    VisitorNote,
    WrongCode,
)
from antoan.domains.gates.queries.reports import (
    devices_at,
    overrides_at,
    reconciliation_of,
    visitors_at,
)
from antoan.domains.gates.queries.rules import rules_of_gate
from antoan.domains.gates.services.visitors import forget_old_notes
from antoan.domains.gates.values import Because, DoubleScan, GateScans, VisitorKind
from antoan.domains.identity.queries import registration_of
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.domains.visits.values import EntrySource
from antoan.entrypoints.web.citizen.own_code import head_of
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.accounts.services import create_account, give_grant
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.db.history import history
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from antoan.kit.signing import encode_base64url
from tests.factories.people import a_person, citizen
from tests.factories.places import a_device, a_gate, an_equipped_place
from tests.factories.scan import a_citizen

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
KEY = encode_base64url(
    ec.generate_private_key(ec.SECP256R1())
    .public_key()
    .public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
)


@pytest.fixture(autouse=True)
def at_ten():
    with time_machine.travel(NOW, tick=False) as machine:
        yield machine


@pytest.fixture
def place():
    return an_equipped_place()


@pytest.fixture
def ask(client, place):
    def asked(address, token=place.token, **sent):
        answer = client.post(
            f"/gate/{address}", json.dumps(sent), content_type="application/json",
            headers={"Authorization": f"Bearer {token}", "Accept": "application/json"},
        )  # fmt: skip
        return answer.status_code, answer.json()

    return asked


def somebody(name="Nguyễn Văn An"):
    person = a_person(name)
    return person, issue_personal_code(actor=SYSTEM, subject=head_of(person))


ADDRESSES = ["pack", "visitors", "people", "overrides", "vehicles"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_without_a_good_token_nothing_is_answered(ask, place, client, address):
    from antoan.domains.places.services import revoke_device

    assert ask(address, token="unknown")[0] == 401
    assert ask(address, token="x" * 600)[0] == 401
    assert client.post(f"/gate/{address}", "{}", content_type="application/json").status_code == 401
    revoke_device(actor=SYSTEM, device_id=place.device.id, at=NOW)
    assert ask(address)[0] == 401


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"null", b"{", b"\xff", b"[" * 9000, b'{"x": "' + b"x" * 17_000 + b'"}']
)
def test_what_is_no_small_object_is_refused(client, place, address, raw):
    answer = client.post(
        f"/gate/{address}",
        raw,
        content_type="application/json",
        headers={"Authorization": f"Bearer {place.token}"},
    )
    assert answer.status_code == 400


@pytest.mark.parametrize(
    "told", [{}, {"public_key": "?"}, {"public_key": 7}, {"public_key": KEY, "queue": -1}, {"public_key": KEY, "pack": 1.5},
             {"public_key": KEY, "queue": True}, {"public_key": KEY, "status": 10**12}],
)  # fmt: skip
def test_a_contact_that_cannot_be_read_is_refused(ask, told):
    assert ask("pack", **told)[0] in {400, 422}
    assert not DeviceState.objects.exists()


def test_a_contact_tells_how_the_device_is_doing(ask, place):
    assert ask("pack", public_key=KEY, queue=7, page_version=1) == (
        200,
        {"wipe": False, "pack": None, "status": None},
    )
    [device] = devices_at(SYSTEM, place.place.id)
    assert (device.contact_at, device.queue_rows, device.page_version, device.gate_name) == (
        NOW,
        7,
        1,
        "Cổng chính",
    )


def test_a_visitor_is_noted_once_with_kind_purpose_and_host(ask, place):
    _person, code = somebody()
    note = {
        "id": str(uuid7()),
        "code": code.text,
        "kind": "delivery",
        "purpose": " Giao  gạo ",
        "host": "Cô Ba",
    }
    assert ask("visitors", **note) == (200, {"noted": True})
    assert ask("visitors", **note) == (200, {"noted": True})
    [seen] = visitors_at(SYSTEM, place.place.id, NOW - timedelta(hours=1), NOW + timedelta(hours=1))
    assert (seen.person_label, seen.kind, seen.purpose, seen.host) == (
        "N.V. An",
        VisitorKind.DELIVERY,
        "Giao gạo",
        "Cô Ba",
    )


def test_a_visitor_nobody_knows_is_not_noted(ask):
    person, code = somebody()
    revoke_codes(actor=SYSTEM, qid=person.qid, because="mất thẻ")
    for text in (code.text, code.text[:-3], "7K2P9QXMA", "chữ"):
        assert ask("visitors", id=str(uuid7()), code=text, kind="guest")[0] == 422
    assert not VisitorNote.objects.exists()


def test_words_of_a_note_are_bounded_and_its_kind_is_one_of_five(ask):
    _, code = somebody()
    note = {"id": str(uuid7()), "code": code.text, "kind": "guest"}
    for wrong in (
        {"kind": "friend"},
        {"purpose": "x" * 121},
        {"host": 5},
        {"id": "x"},
        {"purpose": "a\u0000b"},
    ):
        assert ask("visitors", **{**note, **wrong})[0] == 400


def test_notes_are_kept_twenty_eight_days(ask):
    _, code = somebody()
    ask("visitors", id=str(uuid7()), code=code.text, kind="guest")
    assert forget_old_notes(now=NOW + timedelta(days=28)) == 0
    assert forget_old_notes(now=NOW + timedelta(days=28, seconds=1)) == 1
    assert not history(VisitorNote).exists()


NEW = {"name": "Trần Văn Tư", "birth_year": 1961, "gender": "male", "phone": "0912345678"}


def test_somebody_without_a_code_goes_on_with_one(ask):
    request = {"id": str(uuid7()), **NEW}
    status, handed = ask("people", **request)
    assert (status, set(handed)) == (200, {"code", "short_code"})
    assert ask("people", **request) == (200, handed)  # Sent twice is one person.
    [row] = GateRegistration.objects.all()
    assert registration_of(citizen(row.person_id), row.person_id) is not None
    assert ask("visitors", id=str(uuid7()), code=handed["short_code"], kind="guest") == (200, {"noted": True})
    [entry] = TrailEntry.objects.filter(action="gates:person:registered")
    assert entry.person_id == row.person_id


def test_the_gate_never_learns_whether_somebody_is_known(ask):
    known = a_person("Trần Văn Tư", date(1961, 5, 5), phones=("0912345678",))
    number = known.documents[0].number
    of_known = {**NEW, "birth_on": "1961-05-05", "cccd": number}
    of_stranger = {**NEW, "name": "Lê Thị Không", "birth_on": "1962-05-05", "cccd": "079162999999"}
    answers = [
        ask("people", id=str(uuid7()), **{k: v for k, v in one.items() if k != "birth_year"})
        for one in (of_known, of_stranger)
    ]
    assert [(status, set(body)) for status, body in answers] == [(200, {"code", "short_code"})] * 2
    assert known.qid not in json.dumps(answers)
    assert len({row.person_id for row in GateRegistration.objects.all()} | {known.id}) == 3


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "x" * 151}, {"birth_year": 1899}, {"birth_year": 2027}, {"birth_on": "31/12/1990"},
              {"gender": "x"}, {"phone": "12"}, {"cccd": "123"}, {"id": ""}],
)  # fmt: skip
def test_a_newcomer_who_cannot_be_read_is_refused(ask, wrong):
    assert ask("people", **{"id": str(uuid7()), **NEW, **wrong})[0] in {400, 422}
    assert not GateRegistration.objects.exists()


def test_a_device_registers_so_many_an_hour(ask, place, monkeypatch):
    most = day().registrations_per_device_hour_max
    GateRegistration.objects.bulk_create(
        GateRegistration(id=uuid7(), device_id=place.device.id, place_id=place.place.id, person_id=1, at=NOW)
        for _ in range(most)
    )
    assert ask("people", id=str(uuid7()), **NEW)[0] == 429
    GateRegistration.objects.filter(pk=GateRegistration.objects.first().pk).update(
        at=NOW - timedelta(hours=1)
    )
    assert ask("people", id=str(uuid7()), **NEW)[0] == 200


@pytest.fixture
def supervisor(place):
    account = create_account(
        actor=SYSTEM,
        login="truong.ca",
        name="Trần Thị Trưởng Ca",
        password="duong-di-an-toan-2021",
        totp_secret=SECRET,
    )
    give_grant(
        actor=SYSTEM,
        account_id=account.pk,
        role="unit_admin",
        scope_kind=ScopeKind.PLACE,
        scope_id=place.place.id,
    )
    return account


def code_now():
    return format_hotp_value(hotp_value(SECRET, int(clock.now().timestamp()) // 30))


def an_override(**changes):
    usual = {
        "id": str(uuid7()), "code": "", "colour": "black", "rule": "default", "because": "papers", "note": "có giấy ra viện",
        "supervisor": "truong.ca", "second_factor": code_now(),
    }  # fmt: skip
    return {**usual, **changes}


def test_a_supervisor_lets_somebody_in_and_all_of_it_is_kept(ask, place, supervisor):
    person, code = somebody()
    assert ask("overrides", **an_override(code=code.text)) == (
        200,
        {"left_today": day().overrides_per_gate_day_max - 1},
    )
    [seen] = overrides_at(SYSTEM, place.place.id, NOW - timedelta(hours=1), NOW + timedelta(hours=1))
    assert (seen.person_label, seen.colour, seen.because, seen.supervisor) == (
        "N.V. An", "black", Because.PAPERS, "Trần Thị Trưởng Ca",
    )  # fmt: skip
    [entry] = TrailEntry.objects.filter(action="gates:override:given")
    assert (entry.actor_account_id, entry.person_id, entry.purpose) == (supervisor.pk, person.id, "papers")


def test_the_same_override_again_is_the_same_and_needs_no_new_code(ask, supervisor):
    asked = an_override()
    assert ask("overrides", **asked) == ask("overrides", **asked)
    assert Override.objects.count() == 1


def test_a_supervisor_s_code_works_once(ask, supervisor, at_ten):
    assert ask("overrides", **an_override())[0] == 200
    assert ask("overrides", **an_override())[0] == 403
    at_ten.shift(timedelta(seconds=60))
    assert ask("overrides", **an_override())[0] == 200


def test_name_code_and_right_are_refused_alike(ask, supervisor):
    other = create_account(
        actor=SYSTEM, login="bao.ve", name="Bảo vệ", password="duong-di-an-toan-2021", totp_secret=SECRET
    )
    elsewhere = an_equipped_place()
    give_grant(
        actor=SYSTEM,
        account_id=other.pk,
        role="unit_admin",
        scope_kind=ScopeKind.PLACE,
        scope_id=elsewhere.place.id,
    )
    refused = [
        ask("overrides", **an_override(**wrong))
        for wrong in (
            {"supervisor": "khong.ai"},
            {"second_factor": "000000"},
            {"supervisor": "bao.ve"},
            {"second_factor": "١٢٣٤٥٦"},
        )
    ]
    assert {status for status, _ in refused} == {403}
    assert len({json.dumps(body) for _, body in refused}) == 1
    assert not Override.objects.exists()


def test_a_device_that_guesses_codes_is_stopped_for_an_hour(ask, supervisor, at_ten):
    for _ in range(day().wrong_codes_per_device_hour_max):
        assert ask("overrides", **an_override(second_factor="000000"))[0] == 403
    assert ask("overrides", **an_override())[0] == 429
    at_ten.shift(timedelta(hours=1, seconds=1))
    assert ask("overrides", **an_override())[0] == 200
    assert not WrongCode.objects.exists()


def test_a_gate_s_quota_ends_with_the_city_s_day(ask, place, supervisor, at_ten):
    Override.objects.bulk_create(
        Override(id=uuid7(), place_id=place.place.id, gate_id=place.gate.id, device_id=1, at=NOW, colour="red", rule="x",
                 because="duty", supervisor_id=0, supervisor_name="") for _ in range(day().overrides_per_gate_day_max)
    )  # fmt: skip
    at_ten.move_to(datetime(2026, 11, 22, 16, 59, tzinfo=UTC))
    assert ask("overrides", **an_override())[0] == 409
    at_ten.move_to(datetime(2026, 11, 22, 17, 0, tzinfo=UTC))  # Midnight in the city.
    assert ask("overrides", **an_override())[0] == 200


def test_an_erased_person_leaves_no_trace_at_gates(ask, supervisor):
    person, code = somebody()
    ask("visitors", id=str(uuid7()), code=code.text, kind="guest", purpose="thăm mẹ")
    ask("overrides", **an_override(code=code.text))
    erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.OWN_REQUEST)
    assert not VisitorNote.objects.exists()
    assert not history(VisitorNote).exists()
    [kept] = Override.objects.all()
    assert (kept.person_id, kept.note) == (None, None)
    assert not history(Override).filter(person_id=person.id).exists()


def came(place, who, t_in, gate=None, *, waited=timedelta(), t_out=None):
    Visit.objects.create(
        person_id=who.person_id, t_in=t_in, t_eff=t_out or t_in + timedelta(minutes=40), t_out=t_out,
        received_at=t_in + waited, spot_id=place.spot.id, gate_id=(gate or place.gate).id, rule=0, colour=1,
        source=EntrySource.QUEUED if waited else EntrySource.SCAN, scan_id=uuid7(),
    )  # fmt: skip


def test_the_report_counts_late_scans_and_finds_double_ones(place):
    open_days_around(clock.today())
    an, binh, chi = a_citizen(), a_citizen(name="Lê Thị Bình"), a_citizen(name="Trần Chi")
    side = a_gate(place.spot, name="Cổng phụ")
    minute = timedelta(minutes=1)
    came(place, an, NOW)
    came(place, an, NOW + 10 * minute, side, waited=90 * minute)
    came(place, binh, NOW)
    came(place, binh, NOW + 10 * minute + timedelta(seconds=1), side, waited=5 * minute)
    came(place, chi, NOW, t_out=NOW + minute)
    came(place, chi, NOW + 2 * minute)
    found = reconciliation_of(
        SYSTEM, place.place.id, clock.day_start(clock.today()), clock.day_end(clock.today())
    )
    assert found.gates == [GateScans("Cổng chính", 4, 0, 0), GateScans("Cổng phụ", 2, 2, 90)]
    assert found.doubles == [DoubleScan("N.V. An", NOW, "Cổng chính", NOW + 10 * minute, "Cổng phụ")]


@pytest.mark.parametrize("read", [reconciliation_of, visitors_at, overrides_at])
def test_only_those_in_charge_read_of_a_gate(place, read):
    with pytest.raises(Forbidden):
        read(STRANGER, place.place.id, NOW, NOW)


def test_the_pages_of_a_unit_show_all_of_it(client, ask, place, supervisor):
    _person, code = somebody()
    ask("pack", public_key=KEY, queue=3)
    ask("visitors", id=str(uuid7()), code=code.text, kind="contractor", purpose="sửa điện", host="Anh Ba")
    ask("overrides", **an_override(code=code.text))
    client.force_login(supervisor, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(supervisor.pk)
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "totp", "at": clock.now().timestamp()}
    ]
    session.save()
    report = client.get(f"/unit/places/{place.place.id}/report").content.decode()
    for words in ("N.V. An", "Có giấy tờ chứng minh", "Trần Thị Trưởng Ca", "3 lượt chờ gửi", "Máy cổng 1"):
        assert words in report
    listed = client.get(f"/unit/places/{place.place.id}/visitors").content.decode()
    assert "Thợ, nhà thầu: sửa điện" in listed
    assert "Anh Ba" in listed
    assert client.post(f"/unit/devices/{place.device.id}/wipe").status_code == 302
    assert ask("pack", public_key=KEY)[1]["wipe"] is True
    assert ask("pack", public_key=KEY, wiped=True)[1]["wipe"] is False


@pytest.fixture
def admin(client, supervisor):
    client.force_login(supervisor, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    session["account_authentication_methods_user"] = str(supervisor.pk)
    session["account_authentication_methods"] = [
        {"method": "mfa", "type": "totp", "at": clock.now().timestamp()}
    ]
    session.save()
    return client


def test_a_unit_sets_the_rules_of_its_gate(admin, place):
    address = f"/unit/gates/{place.gate.id}/rules"
    sent = {"opens": "07:00", "closes": "21:30", "when_full": "refuse", "repeat": "15"}
    assert admin.post(address, sent).status_code == 302
    assert rules_of_gate(SYSTEM, place.gate.id).as_json() == {
        "hours": [["07:00", "21:30"]], "whenFull": "refuse", "repeatMinutes": 15,
    }  # fmt: skip
    page = admin.get(address).content.decode()
    assert 'value="07:00"' in page
    assert (
        admin.post(address, {"opens": "", "closes": "", "when_full": "warn", "repeat": ""}).status_code == 302
    )
    assert rules_of_gate(SYSTEM, place.gate.id) == USUAL


@pytest.mark.parametrize(
    "wrong",
    [
        {"opens": "07:00"},
        {"opens": "x", "closes": "y"},
        {"repeat": "-1"},
        {"repeat": "²"},
        {"when_full": "shout"},
    ],
)
def test_rules_that_make_no_sense_are_not_kept(admin, place, wrong):
    assert admin.post(f"/unit/gates/{place.gate.id}/rules", wrong).status_code == 422
    assert rules_of_gate(SYSTEM, place.gate.id) == USUAL


@pytest.mark.parametrize("kind", ["marked", "drill"])
def test_a_unit_makes_a_code_that_tests_its_gates(admin, place, kind):
    answer = admin.post(f"/unit/places/{place.place.id}/specimen", {"kind": kind})
    assert answer.status_code == 200
    assert "<svg" in answer.content.decode()
    assert TrailEntry.objects.filter(action="gates:specimen:made").count() == 1


VEHICLE = {"plate": "51f-123.45", "seats": 4, "colour": "red", "at": NOW.isoformat()}


def test_a_vehicle_is_kept_once_with_its_scans(ask):
    told = {"id": str(uuid7()), "scans": [str(uuid7()), str(uuid7())], **VEHICLE}
    assert ask("vehicles", **told) == (200, {"kept": True})
    assert ask("vehicles", **told) == (200, {"kept": True})
    [kept] = Vehicle.objects.all()
    assert (kept.plate, kept.seats, kept.colour, kept.scan_ids) == ("51F12345", 4, "red", told["scans"])


@pytest.mark.parametrize(
    "wrong", [{"plate": ""}, {"plate": "!"}, {"scans": []}, {"scans": ["x"]}, {"scans": [str(uuid7())] * 61}, {"seats": 61},
              {"colour": "blue"}, {"at": "now"}, {"id": "1"}],
)  # fmt: skip
def test_a_vehicle_that_cannot_be_read_is_refused(ask, wrong):
    assert ask("vehicles", **{"id": str(uuid7()), "scans": [str(uuid7())], **VEHICLE, **wrong})[0] in {
        400,
        422,
    }
    assert not Vehicle.objects.exists()


def test_devices_of_two_gates_stand_beside_each_other(place):
    a_device(a_gate(place.spot, name="Cổng phụ"), at=clock.now())
    assert [device.gate_name for device in devices_at(SYSTEM, place.place.id)] == ["Cổng chính", "Cổng phụ"]
