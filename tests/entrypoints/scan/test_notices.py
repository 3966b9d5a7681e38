"""What a gate says beside a verdict: copied codes, its own rules, specimens. The verdict stays as it is (lesson L6)."""

import json
from datetime import timedelta

import pytest
from django.conf import settings

from antoan.domains.gates import specimens
from antoan.domains.gates.challenge import challenge
from antoan.domains.gates.models import CodeAlarm, SpecimenScan
from antoan.domains.gates.services.copies import find_copies
from antoan.domains.gates.services.rules import set_gate_rules
from antoan.domains.gates.services.specimens import make_specimen
from antoan.domains.places.values import PlaceKind
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.models import TrailEntry
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit import clock
from tests.entrypoints.scan.conftest import a_known_gate, rows
from tests.factories.places import a_place, an_equipped_place
from tests.factories.scan import a_citizen, a_scan, notify

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]

BEN_THANH, CU_CHI = (10.7725, 106.6980), (10.9735, 106.4933)  # About 32 km apart.


def a_gate_at(server, position, **facts):
    place = an_equipped_place(
        a_place("Nơi xa", PlaceKind.SHOP, latitude=position[0], longitude=position[1], **facts)
    )
    notify("antoan_devices", str(place.device.id))
    server.wait_for(place.token)
    return place


def codes_of(answer):
    return [notice["code"] for notice in answer.json.get("notices", [])]


def scanned(server, place, code, **changes):
    return server.call("POST", "/scan/v1/visits", a_scan(code, **changes), token=place.token)


def minutes_ago(minutes):
    return clock.local(clock.now() - timedelta(minutes=minutes)).isoformat()


def test_one_code_at_two_gates_too_soon_is_told_beside_the_same_verdict(server, db):
    here, there = a_gate_at(server, BEN_THANH), a_gate_at(server, CU_CHI)
    citizen = a_citizen()
    first = scanned(server, here, citizen.code, direction="in", at=minutes_ago(10))
    second = scanned(server, there, citizen.code, direction="in", at=minutes_ago(0))
    assert "notices" not in first.json
    assert codes_of(second) == ["code_copied"]
    assert first.json["verdict"] == second.json["verdict"]
    deliver_waiting()
    [alarm] = CodeAlarm.objects.filter(person_id=citizen.person_id)
    assert (alarm.first_gate_id, alarm.gate_id, round(alarm.kilometres)) == (here.gate.id, there.gate.id, 32)
    assert TrailEntry.objects.filter(action="gates:code:copied", person_id=citizen.person_id).count() == 1
    assert find_copies(now=clock.now()) == 0  # Both ways find one and the same.


def test_whoever_can_have_travelled_is_no_copy(server, db):
    here, there = a_gate_at(server, BEN_THANH), a_gate_at(server, CU_CHI)
    citizen = a_citizen()
    scanned(server, here, citizen.code, direction="in", at=minutes_ago(25))
    assert codes_of(scanned(server, there, citizen.code, direction="in", at=minutes_ago(0))) == []


def test_what_came_late_is_found_in_the_store(server, db):
    here, there = a_gate_at(server, BEN_THANH), a_gate_at(server, CU_CHI)
    citizen = a_citizen()
    scanned(server, there, citizen.code, direction="in", at=minutes_ago(1))
    scanned(
        server, here, citizen.code, direction="in", at=minutes_ago(9)
    )  # Waited on a phone without network.
    assert not CodeAlarm.objects.filter(person_id=citizen.person_id).exists()
    assert find_copies(now=clock.now()) == 1
    assert CodeAlarm.objects.filter(person_id=citizen.person_id).count() == 1


def rules_for(server, place, **document):
    set_gate_rules(actor=SYSTEM, gate_id=place.gate.id, document=document, at=clock.now())

    def known():
        answer = server.call("GET", "/scan/v1/gate", token=place.token).json
        return (
            answer["rules"]["whenFull"] == document.get("whenFull", "warn")
            and (len(answer["rules"]["hours"]) == len(document.get("hours", [])))
            and answer["rules"]["repeatMinutes"] == document.get("repeatMinutes", 0)
        )

    import time

    deadline = time.monotonic() + 20
    while not known():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_full_place_warns_or_refuses_as_its_rules_say(server, db):
    place = a_gate_at(server, BEN_THANH, capacity=1)
    assert codes_of(scanned(server, place, a_citizen().code, direction="in")) == []
    assert codes_of(scanned(server, place, a_citizen().code, direction="in")) == ["place_full"]
    rules_for(server, place, whenFull="refuse")
    crowded = scanned(server, place, a_citizen().code, direction="in")
    assert codes_of(crowded) == ["place_full_refused"]
    assert (crowded.json["verdict"]["colour"], crowded.json["recorded"]) == ("green", True)
    rules_for(server, place, whenFull="silent")
    assert codes_of(scanned(server, place, a_citizen().code, direction="in")) == []


def test_outside_its_hours_a_gate_says_so(server, db):
    place = a_gate_at(server, BEN_THANH)
    now = clock.local(clock.now())
    later = [f"{now + timedelta(hours=2):%H:%M}", f"{now + timedelta(hours=3):%H:%M}"]
    rules_for(server, place, hours=[later])
    citizen = a_citizen()
    assert codes_of(scanned(server, place, citizen.code, direction="in", at=minutes_ago(3))) == [
        "gate_closed"
    ]
    assert codes_of(scanned(server, place, citizen.code, direction="out")) == []


def test_whoever_enters_again_too_soon_is_told_of(server, db):
    place = a_gate_at(server, BEN_THANH)
    rules_for(server, place, repeatMinutes=30)
    citizen = a_citizen()
    assert codes_of(scanned(server, place, citizen.code, direction="in", at=minutes_ago(29))) == []
    assert codes_of(scanned(server, place, citizen.code, direction="in", at=minutes_ago(0))) == [
        "entered_again"
    ]


def test_specimens_are_black_and_counted_and_a_drill_does_not_say_what_it_is(server, gate):
    marked = make_specimen(actor=SYSTEM, place_id=gate.place.id, is_drill=False, at=clock.now())
    drill = make_specimen(actor=SYSTEM, place_id=gate.place.id, is_drill=True, at=clock.now())
    answers = [server.scan(gate.token, code) for code in (marked, drill)]
    assert [(one.json["verdict"]["colour"], one.json["verdict"]["rule"], one.json["person"]) for one in answers] == [
        ("black", "specimen", None), ("black", "revoked", None),
    ]  # fmt: skip
    assert "DRILL" not in json.dumps(answers[1].json)
    deliver_waiting()
    shown = SpecimenScan.objects.filter(gate_id=gate.gate.id).order_by("at")
    assert [specimens.is_drill(one.qid) for one in shown] == [False, True]


def test_a_specimen_somebody_else_signed_is_forged(server, gate):
    code = make_specimen(actor=SYSTEM, place_id=gate.place.id, is_drill=False, at=clock.now())
    forged = code.replace("NGHIEM", "NGHIEN")
    assert server.scan(gate.token, forged).json["verdict"]["rule"] == "forged"


def test_all_gates_of_a_place_show_one_picture_of_the_day_and_other_places_another(server, gate):
    told = server.call("GET", "/scan/v1/gate", token=gate.token).json["challenges"]
    other = a_known_gate(server)
    theirs = server.call("GET", "/scan/v1/gate", token=other.token).json["challenges"]
    today = clock.today()
    ours = [
        challenge(settings.FIELD_KEY_RING, gate.place.id, today + timedelta(days=n)).as_json()
        for n in range(3)
    ]
    assert told == json.loads(json.dumps(ours))
    assert [one["path"] for one in told] != [one["path"] for one in theirs]
    assert len({json.dumps(one) for one in [*told, *theirs]}) == 6


def test_an_answer_says_nothing_more_of_anybody(server, db):
    """Lesson L18: what an answer may hold, whole."""
    here, there = a_gate_at(server, BEN_THANH, capacity=1), a_gate_at(server, CU_CHI)
    citizen = a_citizen()
    scanned(server, there, citizen.code, direction="in", at=minutes_ago(2))
    scanned(server, here, a_citizen().code, direction="in", at=minutes_ago(1))
    answer = scanned(server, here, citizen.code, direction="in")
    assert set(answer.json) == {
        "id",
        "direction",
        "at",
        "recorded",
        "person",
        "verdict",
        "inside",
        "capacity",
        "notices",
    }
    assert set(answer.json["person"]) == {"label", "birth_year", "gender"}
    assert codes_of(answer) == ["code_copied", "place_full"]
    assert all(set(notice) == {"code", "vi", "en"} for notice in answer.json["notices"])
    for secret in (citizen.qid, "1990-05-17", "Nguyễn Văn An", "Nơi xa"):
        assert secret not in json.dumps(answer.json, ensure_ascii=False)
    assert rows("SELECT count(*) FROM visits_visit WHERE person_id = %s", citizen.person_id) == [(2,)]
