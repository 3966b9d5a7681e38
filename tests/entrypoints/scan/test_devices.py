"""Devices come and go, policies change: the scan process knows without being asked."""

import os
import shutil
import time
from datetime import timedelta
from pathlib import Path

import pytest

from antoan.domains.codes import payload
from antoan.domains.codes.keys import SigningRing, folder_of
from antoan.domains.gates.switch_rules import CONFIGURATION_LIFE
from antoan.domains.passes.models import Pass
from antoan.domains.places.models import Device, Gate
from antoan.domains.policy.models import PolicyActivation
from antoan.kit import clock
from tests.entrypoints.scan.conftest import a_known_gate
from tests.factories.scan import a_citizen, a_code, a_policy_in_force, notify, signing_ring

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]

DATA = Path(os.environ["ANTOAN_DATA"])


def test_a_revoked_device_is_refused_within_two_seconds(server, gate):
    assert server.call("GET", "/scan/v1/gate", token=gate.token).status == 200
    Device.objects.filter(pk=gate.device.id).update(revoked_at=clock.now())
    notify("antoan_devices", str(gate.device.id))
    began = time.monotonic()
    server.wait_for(gate.token, status=401)
    assert time.monotonic() - began < 2


def test_the_gate_page_learns_what_governs_it(server, gate):
    answer = server.call("GET", "/scan/v1/gate", token=gate.token)
    page = answer.json
    assert page["gate"] == {"id": gate.gate.id, "name": "Cổng chính", "mode": "auto"}
    assert page["place"]["name"] == "Chợ Bến Thành"
    assert page["spot"]["id"] == gate.spot.id
    assert [policy["document"]["policy"] for policy in page["policies"]] == ["hcm-2021-10-01"]
    assert page["keys"] == SigningRing.load(DATA).published()
    assert page["minimum_version"] == 1
    assert page["stops"] == []
    assert clock.parse_moment(page["expires_at"]) - clock.parse_moment(page["time"]) == CONFIGURATION_LIFE
    assert abs(clock.parse_moment(page["time"]) - clock.now()) < timedelta(seconds=10)


@pytest.fixture
def own_keys(tmp_path):
    """Put the tests' key ring back as it was."""
    keys = folder_of(DATA)
    shutil.copytree(keys, tmp_path / "keys")
    yield
    shutil.rmtree(keys)
    shutil.copytree(tmp_path / "keys", keys)


@pytest.mark.parametrize("mode", ["in", "out"])
def test_the_gates_mode_decides_for_auto(server, mode):
    place = a_known_gate(server)
    Gate.objects.filter(pk=place.gate.id).update(mode=mode)
    notify("antoan_devices", str(place.device.id))
    deadline = time.monotonic() + 5
    while server.call("GET", "/scan/v1/gate", token=place.token).json["gate"]["mode"] != mode:
        assert time.monotonic() < deadline
    citizen = a_citizen()
    for minutes in (20, 10):
        at = clock.now() - timedelta(minutes=minutes)
        answer = server.scan(place.token, citizen.code, direction="auto", at=at)
        assert answer.json["direction"] == mode


def test_a_narrower_policy_wins_and_a_queued_scan_is_judged_by_its_own_time(server, gate):
    citizen = a_citizen(last_negative_at=None)
    now = clock.now()
    other = a_policy_in_force("khanhhoa-2021-10-07", starts_at=now - timedelta(hours=1))
    PolicyActivation.objects.filter(policy=other).update(place_kind="market")
    notify("antoan_policy")
    try:
        deadline = time.monotonic() + 5
        while server.scan(gate.token, citizen.code).json["verdict"]["policy"] != other.key:
            assert time.monotonic() < deadline
        earlier = server.scan(gate.token, citizen.code, at=now - timedelta(hours=2))
        assert earlier.json["verdict"]["policy"] == "hcm-2021-10-01"
    finally:
        PolicyActivation.objects.filter(policy=other).delete()
        notify("antoan_policy")


def test_health_tells_the_time(server):
    answer = server.call("GET", "/scan/v1/health")
    assert answer.json["status"] == "ok"
    assert abs(clock.parse_moment(answer.json["time"]) - clock.now()) < timedelta(seconds=10)
    assert answer.json["time"].endswith("+07:00")
    assert server.call("HEAD", "/scan/v1/health").raw == b""


def test_metrics_are_for_this_machine_only(server, gate):
    server.scan(gate.token, a_citizen().code)
    answer = server.call("GET", "/scan/metrics")
    assert answer.status == 200
    assert b'antoan_scans_total{process="1",colour="green"}' in answer.raw
    assert b"antoan_scan_batch_seconds_bucket" in answer.raw
    refused = server.call("GET", "/scan/metrics", headers={"X-Forwarded-For": "203.0.113.9"})
    assert refused.status == 403


def test_a_rotated_key_is_believed_without_a_restart(server, gate, own_keys):
    ring = signing_ring().rotate(today=clock.today())
    citizen = a_citizen()
    code = a_code(citizen.qid, ring=ring)
    Pass.objects.filter(pk=citizen.person_id).update(code_digest=payload.digest(code))
    assert server.scan(gate.token, code).json["verdict"]["colour"] == "green"
    unknown = a_code("7900000001", ring=ring)
    deadline = time.monotonic() + 5
    while server.scan(gate.token, unknown).json["verdict"]["rule"] != "unknown":
        assert time.monotonic() < deadline
        time.sleep(0.1)


def test_a_revoked_key_turns_its_codes_black(server, gate, own_keys):
    citizen = a_citizen()
    ring = signing_ring()
    assert server.scan(gate.token, citizen.code).json["verdict"]["colour"] == "green"
    ring.revoke(ring.current, today=clock.today())
    deadline = time.monotonic() + 5
    while (answer := server.scan(gate.token, citizen.code).json)["verdict"]["rule"] != "revoked":
        assert time.monotonic() < deadline
        time.sleep(0.1)
    assert (answer["verdict"]["colour"], answer["person"]) == ("black", None)
