"""Scans that waited on a device without network, sent together."""

import json
from datetime import timedelta

import pytest
from django.db import connection

from antoan.kit import clock
from tests.entrypoints.scan.conftest import rows
from tests.factories.scan import a_citizen, a_scan

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]

PATH = "/scan/v1/visits/batch"


def send(server, gate, *scans):
    return server.call("POST", PATH, {"visits": list(scans)}, token=gate.token)


def test_results_come_in_the_order_of_the_scans_each_good_or_bad(server, gate):
    citizen = a_citizen()
    good = a_scan(citizen.code, at=clock.now() - timedelta(hours=3))
    wrong = {"id": "018f3b2c-0000-7000-8000-000000000001", "code": 7}
    unreadable = a_scan("hello")
    old = a_scan(citizen.code, at=clock.now() - timedelta(days=8))
    nameless = {"code": "x"}
    answer = send(server, gate, good, wrong, unreadable, old, nameless, 5)
    assert answer.status == 200
    results = answer.json["results"]
    assert (results[0]["id"], results[0]["verdict"]["colour"]) == (good["id"], "green")
    assert [(result["id"], result["error"]["code"]) for result in results[1:]] == [
        (wrong["id"], "scan:body:wrong_fields"),
        (unreadable["id"], "scan:code:unreadable"),
        (old["id"], "scan:time:too_old"),
        (None, "scan:body:wrong_fields"),
        (None, "scan:body:wrong_fields"),
    ]
    assert rows("SELECT source FROM visits_visit WHERE person_id = %s", citizen.person_id) == [(1,)]


def test_a_batch_sent_twice_is_stored_once(server, gate):
    people = [a_citizen() for _ in range(30)]
    scans = [a_scan(citizen.code, at=clock.now() - timedelta(minutes=n)) for n, citizen in enumerate(people)]
    first, again = send(server, gate, *scans).json, send(server, gate, *scans).json
    assert [result["verdict"] for result in first["results"]] == [
        result["verdict"] for result in again["results"]
    ]
    assert rows("SELECT count(*) FROM visits_visit WHERE spot_id = %s", gate.spot.id) == [(30,)]


def test_a_whole_day_of_one_person_is_put_together(server, gate):
    citizen = a_citizen()
    now = clock.now()
    scans = [
        a_scan(citizen.code, direction=direction, at=now - timedelta(minutes=minutes))
        for minutes, direction in [(200, "in"), (150, "out"), (100, "auto"), (60, "auto"), (30, "out")]
    ]
    results = send(server, gate, *reversed(scans)).json["results"]
    assert [result["direction"] for result in reversed(results)] == ["in", "out", "in", "out", "out"]
    stays = rows(
        "SELECT t_in, t_out, source FROM visits_visit WHERE person_id = %s ORDER BY t_in", citizen.person_id
    )
    minutes = [
        (round((now - t_in).total_seconds() / 60), round((now - t_out).total_seconds() / 60), source)
        for t_in, t_out, source in stays
    ]
    assert minutes == [(200, 150, 1), (100, 60, 1), (30, 30, 2)]
    assert send(server, gate, *scans).json["results"] == list(reversed(results))


def test_the_same_scan_twice_in_one_batch_is_one_visit(server, gate):
    citizen = a_citizen()
    scan = a_scan(citizen.code)
    one, two = send(server, gate, scan, scan).json["results"]
    assert one == two
    assert rows("SELECT count(*) FROM visits_visit WHERE person_id = %s", citizen.person_id) == [(1,)]


def test_a_thousand_scans_fit_and_one_more_does_not(server, gate):
    scans = [a_scan("hello")] * 1000
    answer = send(server, gate, *scans)
    assert answer.status == 200
    assert len(answer.json["results"]) == 1000
    answer = send(server, gate, *scans, scans[0])
    assert (answer.status, answer.json["code"]) == (400, "scan:batch:too_long")


def test_an_empty_batch_has_no_results(server, gate):
    assert send(server, gate).json == {"results": []}


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"visits": 5}', b'{"visits": {"a": 1}}', b"{}"])
def test_what_is_no_batch_is_refused(server, gate, body):
    assert server.call("POST", PATH, body, token=gate.token).status == 400


def test_a_day_that_nobody_opened_is_opened_by_the_scan(server, gate):
    day = clock.today() - timedelta(days=6)
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE visits_visit_{day:%Y%m%d}")
    citizen = a_citizen()
    at = clock.day_start(day) + timedelta(hours=30)
    scans = [a_scan(citizen.code, at=moment) for moment in (clock.day_start(day), at, clock.now())]
    at_midnight = clock.now() - timedelta(days=7) < clock.day_start(day)
    results = send(server, gate, *scans).json["results"]
    assert [result.get("recorded", False) for result in results] == [at_midnight, True, True]
    ((count,),) = rows("SELECT count(*) FROM visits_visit WHERE person_id = %s", citizen.person_id)
    assert count == 2 + at_midnight
    assert json.dumps(results).count("error") == (0 if at_midnight else 1)
