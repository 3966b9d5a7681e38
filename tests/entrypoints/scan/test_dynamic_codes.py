"""A gate scans a dynamic code: good for a minute, at one gate, once (lesson L6)."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from antoan.domains.codes import dynamic
from antoan.domains.codes.models import DynamicReference, DynamicUse
from antoan.domains.policy.models import Policy, PolicyActivation
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.events.outbox import deliver_waiting
from antoan.foundation.keystore.store import KeyStore
from antoan.kit import clock
from tests.entrypoints.scan.conftest import a_known_gate, rows
from tests.factories.scan import a_citizen, a_scan, notify

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]


class Phone:
    """A phone that shows somebody's dynamic codes."""

    def __init__(self, citizen, **changes):
        self.citizen = citizen
        self.row = DynamicReference.objects.create(
            reference=os.urandom(8), qid=citizen.qid, **{"revoked_at": None, **changes}
        )
        self.ring = KeyStore.of(Path(os.environ["ANTOAN_DATA"])).field_ring()

    def code(self, ahead: timedelta = timedelta(0)) -> str:
        step = dynamic.step_of(clock.now() + ahead)
        reference = bytes(self.row.reference)
        return dynamic.show(
            reference, step, dynamic.key_of(self.ring, reference, step // dynamic.STEPS_PER_KEY)
        )


def visits(citizen) -> int:
    return rows("SELECT count(*) FROM visits_visit WHERE person_id = %s", citizen.person_id)[0][0]


def said(answer):
    verdict = answer.json["verdict"]
    return verdict["colour"], verdict["reasons"][0]["code"], answer.json["recorded"]


def test_a_running_code_is_green_and_the_visit_is_stored(server, gate):
    phone = Phone(a_citizen())
    answer = server.scan(gate.token, phone.code())
    assert said(answer) == ("green", "vaccinated", True)
    assert answer.json["person"] == {"label": "N.V. An", "birth_year": 1990, "gender": "male"}
    assert visits(phone.citizen) == 1


def test_the_same_scan_sent_again_is_the_same_visit(server, gate):
    phone = Phone(a_citizen())
    body = a_scan(phone.code())
    answers = [server.call("POST", "/scan/v1/visits", body, token=gate.token).json for _ in range(2)]
    assert answers[0] == answers[1]
    assert visits(phone.citizen) == 1


@pytest.mark.parametrize("seconds", [-60, 60])
def test_a_picture_of_a_minute_ago_is_stale_and_names_nobody(server, gate, seconds):
    phone = Phone(a_citizen())
    answer = server.scan(gate.token, phone.code(timedelta(seconds=seconds)))
    assert said(answer) == ("unknown", "stale", False)
    assert answer.json["person"] is None
    assert visits(phone.citizen) == 0


def test_a_gate_whose_clock_is_wrong_is_forgiven(server, gate):
    phone = Phone(a_citizen())
    late = clock.local(clock.now()) - timedelta(minutes=3)
    assert said(server.scan(gate.token, phone.code(), at=late)) == ("green", "vaccinated", True)


def test_a_scan_that_waited_for_the_network_is_judged_by_its_own_time(server, gate):
    phone = Phone(a_citizen())
    then = timedelta(hours=-3)
    at = clock.local(clock.now() + then)
    assert said(server.scan(gate.token, phone.code(then), at=at)) == ("green", "vaccinated", True)


def test_a_code_is_used_once_at_a_gate(server, gate):
    phone = Phone(a_citizen())
    code = phone.code()
    server.scan(gate.token, code)
    assert said(server.scan(gate.token, code)) == ("unknown", "used", False)
    assert said(server.scan(gate.token, phone.code(timedelta(seconds=30)), direction="out"))[0] == "green"


def test_two_copies_in_one_batch_are_one_visit(server, gate):
    phone = Phone(a_citizen())
    code = phone.code()
    body = {"visits": [a_scan(code), a_scan(code)]}
    results = server.call("POST", "/scan/v1/visits/batch", body, token=gate.token).json["results"]
    assert [one["verdict"]["colour"] for one in results] == ["green", "unknown"]
    assert visits(phone.citizen) == 1


def test_a_copy_at_a_second_gate_is_refused_and_its_owner_can_see_it_in_the_trail(server, gate):
    phone = Phone(a_citizen())
    code = phone.code()
    other = a_known_gate(server)
    server.scan(gate.token, code)
    for _ in range(2):  # One alarm a code, however often it is tried.
        answer = server.scan(other.token, code)
        assert said(answer) == ("unknown", "replayed", False)
        assert answer.json["person"] is None
    while deliver_waiting():
        continue
    alarms = TrailEntry.objects.filter(person_id=phone.citizen.person_id, action="codes.dynamic.replayed")
    assert [(entry.object_kind, entry.object_id, entry.detail) for entry in alarms] == [
        ("gate", str(other.gate.id), {"first_gate": gate.gate.id})
    ]


def test_asking_without_recording_uses_nothing_up(server, gate):
    phone = Phone(a_citizen())
    body = a_scan(phone.code())
    assert said(server.call("POST", "/scan/v1/verify", body, token=gate.token)) == (
        "green",
        "vaccinated",
        False,
    )
    assert not DynamicUse.objects.filter(reference=phone.row.reference).exists()
    assert said(server.scan(gate.token, body["code"])) == ("green", "vaccinated", True)


def test_forged_revoked_and_nobodys_codes_say_so(server, gate):
    phone, lost = Phone(a_citizen()), Phone(a_citizen(), revoked_at=clock.now())
    step = dynamic.step_of(clock.now())
    forged = dynamic.show(bytes(phone.row.reference), step, b"a key that somebody guessed 32 by")
    assert said(server.scan(gate.token, forged)) == ("black", "forged", False)
    assert said(server.scan(gate.token, lost.code())) == ("black", "revoked", False)
    assert said(server.scan(gate.token, dynamic.show(os.urandom(8), step, bytes(32)))) == (
        "unknown",
        "unknown",
        False,
    )


def test_a_policy_that_asks_for_dynamic_codes_notes_a_static_one(server, gate):
    citizen = a_citizen()
    document = dict(Policy.objects.get().document) | {
        "policy": "ask-dynamic",
        "dynamicCode": [gate.place.kind],
    }
    policy = Policy.objects.create(key="ask-dynamic", version="1.0.0", document=document)
    activation = PolicyActivation.objects.create(
        policy=policy, place_kind=gate.place.kind, starts_at=clock.now() - timedelta(hours=1)
    )
    try:
        notify("antoan_policy")
        codes = []
        for _ in range(200):
            answer = server.scan(gate.token, citizen.code).json
            codes = [reason["code"] for reason in answer["verdict"]["reasons"]]
            if len(codes) == 2:
                break
        assert codes == ["dynamic_asked", "vaccinated"]
        assert (answer["verdict"]["colour"], answer["person"]["label"]) == ("green", "N.V. An")
        assert said(server.scan(gate.token, Phone(citizen).code())) == ("green", "vaccinated", True)
    finally:
        activation.delete()
        notify("antoan_policy")
