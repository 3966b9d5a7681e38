"""While scanning is stopped no gate tells a colour or records anybody; what was scanned before counts."""

import time
from datetime import timedelta

import pytest

from antoan.domains.gates.models import GateSwitch
from antoan.domains.units.models import UnitPlace
from antoan.kit import clock
from tests.entrypoints.scan.conftest import a_known_gate, rows
from tests.factories.scan import a_citizen
from tests.factories.units import a_unit

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]
TEXT = "Hệ thống đang sửa lỗi màu."


@pytest.fixture(autouse=True)
def nothing_thrown(db):
    yield
    GateSwitch.objects.all().delete()


def thrown(server, gate, unit_id=None, **known):
    """Throw a switch and wait until the server has heard of it; the trigger tells it."""
    now = clock.now()
    usual = {
        "stopped_at": now,
        "stopped_until": now + timedelta(hours=1),
        "text_vi": TEXT,
        "text_en": "Mending.",
    }
    row = GateSwitch.objects.create(unit_id=unit_id, changed_at=now, **{**usual, **known})
    await_page(server, gate, lambda page: page["stops"] or page["minimum_version"] > 1)
    return row


def await_page(server, gate, is_so):
    deadline = time.monotonic() + 5
    while not is_so(page := server.call("GET", "/scan/v1/gate", token=gate.token).json):
        assert time.monotonic() < deadline, page
        time.sleep(0.02)


def visits_of(citizen):
    return rows("SELECT count(*) FROM visits_visit WHERE person_id = %s", citizen.person_id)[0][0]


def test_a_stopped_city_says_why_and_records_nobody(server, gate):
    thrown(server, gate)
    citizen = a_citizen()
    answer = server.scan(gate.token, citizen.code).json
    assert (answer["verdict"]["colour"], answer["verdict"]["rule"]) == ("unknown", "stopped")
    assert answer["verdict"]["reasons"] == [{"code": "stopped", "vi": TEXT, "en": "Mending."}]
    assert (answer["person"], answer["recorded"], visits_of(citizen)) == (None, False, 0)


def test_a_forged_code_is_not_told_either(server, gate):
    thrown(server, gate)
    answer = server.scan(gate.token, a_citizen().code[:-4] + "AAAA").json
    assert answer["verdict"]["colour"] == "unknown"


def test_a_scan_made_before_the_stop_is_recorded_when_it_comes(server, gate):
    thrown(server, gate)
    citizen = a_citizen()
    before = (clock.now() - timedelta(minutes=5)).isoformat()
    answer = server.scan(gate.token, citizen.code, at=before).json
    assert (answer["verdict"]["colour"], answer["recorded"], visits_of(citizen)) == ("green", True, 1)


def test_the_page_is_told_until_when(server, gate):
    row = thrown(server, gate)
    [stop] = server.call("GET", "/scan/v1/gate", token=gate.token).json["stops"]
    assert (clock.parse_moment(stop["from"]), clock.parse_moment(stop["until"])) == (
        row.stopped_at,
        row.stopped_until,
    )
    assert (stop["vi"], stop["en"]) == (TEXT, "Mending.")


def test_a_stop_that_is_over_stops_nobody(server, gate):
    row = thrown(server, gate)
    GateSwitch.objects.filter(pk=row.pk).update(stopped_until=clock.now())
    await_page(server, gate, lambda page: not page["stops"])
    assert server.scan(gate.token, a_citizen().code).json["verdict"]["colour"] == "green"


def test_a_unit_is_stopped_alone(server, gate):
    unit, mine = a_unit(), a_known_gate(server)
    UnitPlace.objects.create(unit_id=unit.id, place_id=mine.place.id)
    thrown(server, mine, unit.id)
    colours = [server.scan(one.token, a_citizen().code).json["verdict"]["colour"] for one in (mine, gate)]
    assert colours == ["unknown", "green"]


def test_the_newer_page_of_city_and_unit_is_asked_for(server, gate):
    unit, mine = a_unit(), a_known_gate(server)
    UnitPlace.objects.create(unit_id=unit.id, place_id=mine.place.id)
    none = {"stopped_at": None, "stopped_until": None}
    thrown(server, mine, unit.id, minimum_version=2, **none)
    versions = [
        server.call("GET", "/scan/v1/gate", token=one.token).json["minimum_version"] for one in (mine, gate)
    ]
    assert versions == [2, 1]
