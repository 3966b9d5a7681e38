"""What a gate's device gets beside its scans has exactly these members, and nothing by which a person would be known (L18)."""

import json
import time
import zlib
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.codes.statements import read_statement
from antoan.domains.gates.services.status import make_status_list
from antoan.domains.places.services import make_enrolment_ticket
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.entrypoints.web.citizen.own_code import head_of
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.accounts.services import create_account, give_grant
from antoan.kit.clock import local_date
from antoan.kit.ids import uuid7
from antoan.kit.sealing_to import open_sealed
from antoan.kit.signing import decode_base64url, encode_base64url
from tests.factories.people import a_person
from tests.factories.places import an_equipped_place
from tests.factories.records import a_case, a_dose
from tests.factories.scan import a_policy_in_force

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
PRIVATE = ec.generate_private_key(ec.SECP256R1())
KEY = encode_base64url(PRIVATE.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
NAME, PHONE = "Trần Thị Bích Ngọc", "0912345678"
ILLNESS = ("F0", "ca bệnh", "dương tính", "positive", "infect", "nhiễm", "comirnaty", "isolat")


@pytest.fixture(autouse=True)
def at_ten():
    with time_machine.travel(NOW, tick=False):
        for day in (NOW, NOW - timedelta(days=8)):
            open_days_around(local_date(day))
        yield


@pytest.fixture
def place():
    a_policy_in_force(starts_at=NOW - timedelta(days=30))
    return an_equipped_place()


@pytest.fixture
def ask(client, place):
    def asked(address, **sent):
        answer = client.post(
            f"/gate/{address}", json.dumps(sent), content_type="application/json",
            headers={"Authorization": f"Bearer {place.token}", "Accept": "application/json"},
        )  # fmt: skip
        return answer.json()

    return asked


@pytest.fixture(params=["ill", "vaccinated"])
def regular(request, place):
    """Somebody who comes here every day, with everything the city may know of a person."""
    person = a_person(NAME, date(1990, 5, 17), phones=(PHONE,))
    code = issue_personal_code(actor=SYSTEM, subject=head_of(person))
    for number in (1, 2):
        a_dose(person.id, local_date(NOW) - timedelta(days=90 - 30 * number), dose_number=number)
    if request.param == "ill":
        a_case(person.id, local_date(NOW))
    for days_ago in (1, 2, 3):
        t_in = NOW - timedelta(days=days_ago)
        Visit.objects.create(
            person_id=person.id, t_in=t_in, t_eff=t_in + timedelta(minutes=40), received_at=t_in, scan_id=uuid7(),
            spot_id=place.spot.id, gate_id=place.gate.id, rule=0, colour=1, source=0,
        )  # fmt: skip
    return person, code


def members(value: object, path: str = "") -> Iterator[str]:
    """Yield the path of each leaf of an answer."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from members(inner, f"{path}.{name}" if path else name)
    else:
        yield path


def told_of(person, code, answer) -> list[str]:
    """Return what of a person an answer says that it should not."""
    text = json.dumps(answer, ensure_ascii=False)
    secrets = (
        "Trần", "Thị", "Bích", "TRAN", "1990-05-17", "17/05", PHONE[1:], person.qid, person.documents[0].number,
        code.text[-40:], code.short_code, *ILLNESS,
    )  # fmt: skip
    return [secret for secret in secrets if secret in text]


def signed(message, kind) -> dict[str, object]:
    return dict(read_statement(message["signed"], kind, SigningRing.load(settings.DATA).public_keys()))


def test_a_contact_brings_what_is_sealed_to_the_device_and_signed_counts_of_nobody(ask, regular):
    make_status_list(now=NOW)
    answer = ask("pack", public_key=KEY)
    assert {*members(answer)} == {
        "wipe", "pack.signed", "pack.sealed", "status.signed", "status.revoked", "status.colours",
    }  # fmt: skip
    of_pack, of_status = signed(answer["pack"], "antoan-pack"), signed(answer["status"], "antoan-status")
    assert set(of_pack) == {
        "version",
        "sequence",
        "device",
        "place",
        "people",
        "issued_at",
        "expires_at",
        "sha256",
    }
    assert set(of_status) == {
        "sequence", "base", "made_at", "expires_at", "size", "policy", "version", "revoked_sha256", "colours_sha256",
    }  # fmt: skip


def test_a_pack_tells_initials_year_gender_rule_and_until_when(ask, regular):
    pack = ask("pack", public_key=KEY)["pack"]
    sealed = open_sealed(PRIVATE, decode_base64url(pack["sealed"]), purpose="antoan-pack")
    body = json.loads(zlib.decompress(sealed))
    assert set(body) == {"salt", "policy", "keys", "rules", "roster", "self_test"}
    [[keys, *said]] = body["roster"]
    label, year, gender, rule, until = said
    assert (label, year, gender) == ("T.T.B. Ngọc", 1990, "male")
    assert [len(key) for key in keys] == [len(keys[0])] * 2  # Salted digests of number and short code.
    assert rule in range(len(body["policy"]["rules"]))
    assert until is None or isinstance(until, int | str)
    assert told_of(*regular, said) == []
    known = (regular[0].qid, regular[0].documents[0].number, regular[1].short_code, NAME)
    assert [secret for secret in known if secret in json.dumps(body, ensure_ascii=False)] == []


def test_a_note_of_a_visitor_is_confirmed_with_one_word(ask, regular):
    _person, code = regular
    assert ask("visitors", id=str(uuid7()), code=code.text, kind="guest") == {"noted": True}


def test_a_newcomer_gets_a_code_of_what_was_typed_and_nothing_of_whom_the_city_knows(ask, regular):
    person, code = regular
    answer = ask(
        "people", id=str(uuid7()), name=NAME, birth_on="1990-05-17", gender="female", phone=PHONE,
        cccd=person.documents[0].number,
    )  # fmt: skip
    assert {*members(answer)} == {"code", "short_code"}
    known = (person.qid, person.documents[0].number, PHONE[1:], code.text[-40:], code.short_code)
    assert [secret for secret in known if secret in json.dumps(answer)] == []


def test_an_override_tells_how_many_are_left_and_not_whom_it_let_in(ask, place, regular):
    person, code = regular
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
    sent = {
        "id": str(uuid7()), "code": code.text, "colour": "red", "rule": "isolation", "because": "papers",
        "supervisor": "truong.ca", "second_factor": format_hotp_value(hotp_value(SECRET, int(time.time()) // 30)),
    }  # fmt: skip
    answer = ask("overrides", **sent)
    assert {*members(answer)} == {"left_today"}
    assert told_of(person, code, answer) == []


def test_a_vehicle_is_confirmed_with_one_word(ask):
    sent = {
        "plate": "51F-123.45",
        "seats": 4,
        "colour": "red",
        "at": NOW.isoformat(),
        "scans": [str(uuid7())],
    }
    assert ask("vehicles", id=str(uuid7()), **sent) == {"kept": True}


def test_enrolment_tells_a_device_its_token_and_its_gate(client, place):
    ticket = make_enrolment_ticket(actor=SYSTEM, gate_id=place.gate.id, at=NOW)
    sent = json.dumps({"secret": ticket.secret, "device_name": "Máy 2"})
    answer = client.post("/gate/enrol/redeem", sent, content_type="application/json").json()
    assert {*members(answer)} == {
        "token", "device.id", "device.name", "gate.id", "gate.name", "gate.mode", "place.id", "place.name", "place.capacity",
        "place.kind",
    }  # fmt: skip


@pytest.mark.parametrize("address", ["visitors", "people", "overrides", "vehicles", "pack"])
def test_a_refusal_repeats_nothing_that_was_sent(ask, regular, address):
    person, code = regular
    answer = ask(
        address, id="không phải", code=code.text, name=NAME, phone=PHONE, cccd=person.documents[0].number
    )
    assert {*members(answer)} == {"type", "title", "status", "code", "detail"}
    assert told_of(person, code, answer) == []
