"""Packs and status lists as a device gets them."""

import json
import zlib
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

from antoan.domains.codes.detect import detect
from antoan.domains.codes.keys import SigningRing
from antoan.domains.codes.services import issue_personal_code, revoke_codes
from antoan.domains.codes.statements import read_statement
from antoan.domains.codes.status_index import index_of
from antoan.domains.gates.errors import DeviceKeyChanged, DeviceKeyUnreadable
from antoan.domains.gates.models import DeviceState, StatusList
from antoan.domains.gates.packs.lines import key_of
from antoan.domains.gates.packs.values import DeviceTold
from antoan.domains.gates.queries.status import bits_of
from antoan.domains.gates.services.packs import give_pack
from antoan.domains.gates.services.status import LISTS_KEPT, make_status_list
from antoan.domains.gates.status.bits import Cached
from antoan.domains.places.queries import device_with_token
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.entrypoints.web.citizen.own_code import head_of
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.clock import local_date
from antoan.kit.ids import uuid7
from antoan.kit.sealing_to import open_sealed
from antoan.kit.signing import decode_base64url
from tests.factories.people import a_person
from tests.factories.places import an_equipped_place
from tests.factories.records import a_case, a_dose
from tests.factories.scan import a_policy_in_force

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
PRIVATE = ec.generate_private_key(ec.SECP256R1())
POINT = PRIVATE.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


@pytest.fixture(autouse=True)
def at_ten():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def place():
    for day in (NOW, NOW - timedelta(days=8)):
        open_days_around(local_date(day))
    a_policy_in_force(starts_at=NOW - timedelta(days=30))
    return an_equipped_place()


def somebody(name="Nguyễn Văn An", *, is_vaccinated=True):
    person = a_person(name)
    code = issue_personal_code(actor=SYSTEM, subject=head_of(person))
    if is_vaccinated:
        a_dose(person.id, local_date(NOW) - timedelta(days=90))
        a_dose(person.id, local_date(NOW) - timedelta(days=60), dose_number=2)
    return person, code


def comes(place, person, days_ago):
    t_in = NOW - timedelta(days=days_ago, hours=1)
    Visit.objects.create(
        person_id=person.id, t_in=t_in, t_eff=t_in + timedelta(minutes=40), received_at=t_in, scan_id=uuid7(),
        spot_id=place.spot.id, gate_id=place.gate.id, rule=0, colour=1, source=0,
    )  # fmt: skip


def given_to(place, *, now=NOW, **told):
    at = device_with_token(place.token)
    return give_pack(at=at, told=DeviceTold(**{"public_key": POINT, **told}), now=now)


def opened(pack):
    sealed = decode_base64url(pack["sealed"])
    return json.loads(zlib.decompress(open_sealed(PRIVATE, sealed, purpose="antoan-pack")))


def statement(message, kind):
    return read_statement(message["signed"], kind, SigningRing.load(settings.DATA).public_keys())


def test_a_pack_expects_whoever_came_on_three_days_of_two_weeks(place):
    regular, code = somebody()
    seldom, _ = somebody("Lê Thị Bé")
    long_ago, _ = somebody("Đỗ Thị Dung")
    for days_ago in (1, 2, 3):
        comes(place, regular, days_ago)
    for days_ago in (1, 2):
        comes(place, seldom, days_ago)
    for days_ago in (6, 7, 15):
        comes(place, long_ago, days_ago)
    pack = given_to(place)["pack"]
    body = opened(pack)
    salt = decode_base64url(body["salt"])
    keys = [key_of(f"qid:{regular.qid}", salt), key_of(f"short:{code.short_code}", salt)]
    [[found_keys, label, year, gender, rule, _]] = body["roster"]
    assert (found_keys, label, year, gender) == (keys, "N.V. An", 1990, "male")
    assert body["policy"]["rules"][rule]["colour"] == "green"
    said = statement(pack, "antoan-pack")
    assert (said["sequence"], said["device"], said["place"], said["people"]) == (
        1, place.device.id, place.place.id, 1,
    )  # fmt: skip
    assert said["expires_at"] == "2026-11-23T10:00:00+07:00"


def test_a_pack_holds_no_number_name_birthday_or_record(place):
    person, code = somebody()
    for days_ago in (1, 2, 3):
        comes(place, person, days_ago)
    roster = json.dumps(opened(given_to(place)["pack"])["roster"], ensure_ascii=False)
    for secret in (
        person.qid,
        person.documents[0].number,
        "Nguyễn",
        "1990-02",
        "comirnaty",
        code.text,
        code.short_code,
    ):
        assert secret not in roster


def test_the_same_pack_is_not_sent_again_before_half_its_life(place):
    assert given_to(place)["pack"] is not None
    assert given_to(place, pack_sequence=1)["pack"] is None
    assert given_to(place, pack_sequence=0)["pack"] is not None  # It lost the one it had.
    assert given_to(place, pack_sequence=2, now=NOW + timedelta(hours=11, minutes=59))["pack"] is None
    assert given_to(place, pack_sequence=2, now=NOW + timedelta(hours=12))["pack"] is not None


def test_a_pack_is_new_when_somebody_s_colour_is(place):
    person, _ = somebody()
    for days_ago in (1, 2, 3):
        comes(place, person, days_ago)
    given_to(place)
    a_case(person.id, local_date(NOW))
    body = opened(given_to(place, pack_sequence=1)["pack"])
    assert body["policy"]["rules"][body["roster"][0][4]]["colour"] == "red"


def test_without_a_policy_there_is_no_pack():
    place = an_equipped_place()
    assert given_to(place)["pack"] is None


def test_a_device_keeps_its_first_key(place):
    given_to(place)
    other = ec.generate_private_key(ec.SECP256R1()).public_key()
    with pytest.raises(DeviceKeyChanged):
        given_to(place, public_key=other.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))
    with pytest.raises(DeviceKeyUnreadable):
        given_to(place, public_key=b"\x04" + bytes(64))


def test_a_contact_is_taken_down_and_the_trail_told_once_a_day(place):
    person, _ = somebody()
    for days_ago in (1, 2, 3):
        comes(place, person, days_ago)
    given_to(place, queue_rows=12, page_version=1)
    given_to(place, queue_rows=0, page_version=1)
    state = DeviceState.objects.get(device_id=place.device.id)
    assert (state.contact_at, state.queue_rows, state.page_version) == (NOW, 0, 1)
    [entry] = TrailEntry.objects.filter(action="gates:pack:given")
    assert (entry.actor_label, entry.detail["people"]) == (f"device {place.device.id}", 1)


def test_a_device_asked_to_forget_gets_nothing_until_it_has(place):
    given_to(place)
    DeviceState.objects.update(wipe_asked_at=NOW)
    assert given_to(place) == {"wipe": True, "pack": None, "status": None}
    assert given_to(place, has_wiped=True)["pack"] is not None
    assert DeviceState.objects.get().wiped_at == NOW


def test_the_status_list_tells_revoked_from_good_and_keeps_colours_that_hold(place):
    _person, good = somebody()
    ill, red = somebody("Phạm Văn Cách")
    a_case(ill.id, local_date(NOW))
    nobody, revoked = somebody("Lê Thị Bé")
    _bare, black = somebody("Đỗ Thị Dung", is_vaccinated=False)
    revoke_codes(actor=SYSTEM, qid=nobody.qid, because="mất thẻ")
    bits = bits_of(make_status_list(now=NOW))
    index = {name: index_of(detect(code.text).value) for name, code in
             {"good": good, "red": red, "revoked": revoked, "black": black}.items()}  # fmt: skip
    assert {name: (bits.is_revoked(place), bits.colour(place)) for name, place in index.items()} == {
        "good": (False, Cached.GREEN),
        "red": (False, Cached.RED),
        "revoked": (True, Cached.NOT_KNOWN),
        "black": (False, Cached.NOT_KNOWN),
    }


def test_an_erased_person_s_revocation_stays_in_every_later_list(place):
    person, code = somebody()
    revoke_codes(actor=SYSTEM, qid=person.qid, because="mất thẻ")
    make_status_list(now=NOW)
    from antoan.domains.codes.erasing import forget_codes

    forget_codes(actor=SYSTEM, qid=person.qid)
    bits = bits_of(make_status_list(now=NOW))
    assert bits.is_revoked(index_of(detect(code.text).value))


def test_a_device_gets_what_changed_and_the_whole_when_its_list_is_gone(place):
    somebody()
    first = make_status_list(now=NOW)
    whole = given_to(place)["status"]
    assert statement(whole, "antoan-status")["base"] is None
    assert given_to(place, status_sequence=first)["status"] is None
    second = make_status_list(now=NOW)
    changed = given_to(place, status_sequence=first)["status"]
    assert (statement(changed, "antoan-status")["base"], statement(changed, "antoan-status")["sequence"]) == (
        first,
        second,
    )
    for _ in range(LISTS_KEPT):
        make_status_list(now=NOW)
    assert StatusList.objects.count() == LISTS_KEPT
    assert statement(given_to(place, status_sequence=1)["status"], "antoan-status")["base"] is None


def test_an_old_list_is_given_to_nobody(place):
    make_status_list(now=NOW - timedelta(hours=12))
    assert given_to(place)["status"] is None
