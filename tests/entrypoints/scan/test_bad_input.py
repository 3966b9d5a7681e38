"""Whatever a device sends, the server answers clearly, exactly, and goes on."""

import json
import os
from datetime import timedelta

import pytest

from antoan.domains.codes import short
from antoan.kit import clock
from tests.entrypoints.scan.conftest import a_known_gate, rows
from tests.factories.scan import a_citizen, a_scan

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]

PATH = "/scan/v1/visits"


def refused(answer, status: int, code: str) -> None:
    assert answer.status == status, answer.raw
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.json["code"], answer.json["status"]) == (code, status)
    assert answer.json["title"]
    assert answer.json["en"]
    assert b"Traceback" not in answer.raw


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "scan:body:not_json"),
        (b"{", "scan:body:not_json"),
        (b"\xff\xfe{}", "scan:body:not_json"),
        (b'{"code": "\xc3\x28"}', "scan:body:not_json"),
        (b"[]", "scan:body:wrong_fields"),
        (b"null", "scan:body:wrong_fields"),
        (b"{}", "scan:body:wrong_fields"),
        (
            b'{"id": 7, "code": "x", "direction": "in", "at": "2026-11-22T07:31:05+07:00"}',
            "scan:body:wrong_fields",
        ),
        (b"[" * 2000, "scan:body:wrong_fields"),
        (b'{"id":' * 2000, "scan:body:wrong_fields"),
    ],
)
def test_a_body_that_is_no_scan_is_refused(server, gate, body, code):
    refused(server.call("POST", PATH, body, token=gate.token), 400, code)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "not-a-uuid"},
        {"id": None},
        {"code": 12},
        {"code": None},
        {"direction": "sideways"},
        {"direction": 1},
        {"at": "2026-11-22T07:31:05"},
        {"at": "yesterday"},
        {"at": 1700000000},
        {"at": None},
    ],
)
def test_a_wrong_member_is_named(server, gate, changes):
    body = a_scan("x") | changes
    answer = server.call("POST", PATH, body, token=gate.token)
    refused(answer, 400, "scan:body:wrong_fields")
    assert f"$.{next(iter(changes))}" in answer.json["detail"]


def test_a_missing_member_is_named(server, gate):
    body = a_scan("x")
    del body["at"]
    answer = server.call("POST", PATH, body, token=gate.token)
    refused(answer, 400, "scan:body:wrong_fields")
    assert "`at`" in answer.json["detail"]


def test_unknown_members_are_ignored(server, gate):
    answer = server.scan(gate.token, a_citizen().code, colour="green", verdict={"colour": "green"})
    assert answer.status == 200


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "scan:token:missing"),
        ({"Authorization": "Basic abc"}, "scan:token:missing"),
        ({"Authorization": "Bearer "}, "scan:token:missing"),
        ({"Authorization": "Bearer unknown"}, "scan:token:refused"),
        ({"Authorization": "Bearer " + "x" * 4000}, "scan:token:missing"),
    ],
)
@pytest.mark.parametrize("path", [PATH, PATH + "/batch", "/scan/v1/verify"])
def test_without_a_good_token_nothing_is_answered(server, gate, headers, code, path):
    answer = server.call("POST", path, a_scan("x"), headers=headers)
    refused(answer, 401, code)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("", "scan:code:unreadable"),
        (" ", "scan:code:unreadable"),
        ("hello", "scan:code:unreadable"),
        ("a|b|c|d|e|f", "scan:code:unreadable"),
        ("\x00", "scan:code:unreadable"),
        ("8934588012345", "scan:code:unreadable"),
        ("x" * 5000, "scan:code:unreadable"),
        ("ATL:" + "0" * 28, "scan:code:unreadable"),
        ("https://an.example/verify#" + "A" * 120, "scan:code:result_slip"),
        ("HC1:NCFOXN%TSMAHN-H", "scan:code:certificate"),
        ("https://example.org/p/abcdefgh", "scan:code:place"),
        ("https://example.org/gate/enrol#abcdefgh", "scan:code:enrolment"),
        ("7K2P-9QXM-*", "scan:code:mistyped"),
    ],
)
def test_a_text_that_is_no_code_of_a_person_is_told_so(server, gate, code, problem):
    refused(server.scan(gate.token, code), 422, problem)


@pytest.mark.parametrize(
    "qid", ["\x00", "a\x00b", "\ud800", "é", "x" * 33, "", "'; DROP TABLE visits_visit; --"]
)
def test_a_signed_looking_code_with_a_wild_number_is_forged_or_unreadable(server, gate, qid):
    citizen = a_citizen()
    code = citizen.code.replace(citizen.qid, qid)
    body = json.dumps(a_scan(code)).encode()
    answer = server.call("POST", PATH, body, token=gate.token)
    assert answer.status in (200, 400, 422), answer.raw
    if answer.status == 200:
        assert answer.json["verdict"]["colour"] == "black"
    assert server.scan(gate.token, citizen.code).json["verdict"]["colour"] == "green"


@pytest.mark.parametrize(
    ("shift", "status", "code"),
    [
        (timedelta(minutes=4, seconds=50), 200, None),
        (timedelta(minutes=5, seconds=10), 422, "scan:time:ahead"),
        (timedelta(days=400), 422, "scan:time:ahead"),
        (-timedelta(days=6, hours=23, minutes=59), 200, None),
        (-timedelta(days=7, seconds=10), 422, "scan:time:too_old"),
    ],
)
def test_the_time_of_a_scan_has_bounds(server, gate, shift, status, code):
    answer = server.scan(gate.token, a_citizen().code, at=clock.now() + shift)
    assert answer.status == status
    if code:
        refused(answer, status, code)


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"])
def test_times_at_the_ends_of_the_calendar_are_out_of_bounds(server, gate, at):
    assert server.scan(gate.token, a_citizen().code, at=at).status == 422


def test_a_body_over_64_kib_is_too_large_and_the_next_client_is_served(server, gate):
    body = a_scan("x" * 70_000)
    refused(server.call("POST", PATH, body, token=gate.token), 413, "http:too_large")
    assert server.call("GET", "/scan/v1/health").status == 200


def test_a_body_over_64_kib_without_a_length_is_too_large(server, gate):
    chunk = b"%x\r\n%b\r\n" % (40_000, b" " * 40_000)
    received = server.raw(
        b"POST /scan/v1/visits HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %b\r\nTransfer-Encoding: chunked\r\n\r\n"
        % gate.token.encode(),
        chunk,
        chunk,
    )
    assert received.startswith(b"HTTP/1.1 413 ")


def test_a_batch_over_4_mib_is_too_large(server, gate):
    body = b'{"visits": [' + b" " * (4 * 1024 * 1024) + b"]}"
    refused(server.call("POST", PATH + "/batch", body, token=gate.token), 413, "http:too_large")


@pytest.mark.parametrize(
    "path", ["/scan", "/scan/", "/scan/v1", "/scan/v2/visits", "/scan/../admin", "/scan/v1/visits/"]
)
def test_addresses_that_do_not_exist(server, path):
    refused(server.call("GET", path), 404, "http:not_found")


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("GET", PATH, "POST"),
        ("PUT", PATH, "POST"),
        ("POST", "/scan/v1/health", "GET, HEAD"),
        ("DELETE", "/scan/v1/gate", "GET"),
    ],
)
def test_methods_that_an_address_does_not_take(server, gate, method, path, allow):
    answer = server.call(method, path, token=gate.token)
    refused(answer, 405, "http:method")
    assert answer.headers["Allow"] == allow


@pytest.mark.parametrize("where", ["single", "batch"])
def test_brackets_nested_without_end_are_no_json(server, gate, where):
    scan = json.dumps(a_scan("x")).encode()
    deep = scan[:-1] + b', "more": ' + b"[" * 20_000 + b"]" * 20_000 + b"}"
    if where == "single":
        refused(server.call("POST", PATH, deep, token=gate.token), 400, "scan:body:not_json")
    else:
        answer = server.call("POST", PATH + "/batch", b'{"visits": [' + deep + b"]}", token=gate.token)
        assert answer.status in (200, 400), answer.raw
        assert b"scan:body:" in answer.raw
    assert "Traceback" not in server.log_text()


def test_guessing_short_codes_is_bounded_while_good_codes_still_pass(server, gate):
    statuses = [server.scan(gate.token, short.new()).status for _ in range(40)]
    assert statuses[:30] == [200] * 30
    assert statuses[-1] == 429
    answer = server.scan(gate.token, short.new())
    refused(answer, 429, "scan:code:too_many_guesses")
    assert int(answer.headers["Retry-After"]) > 0
    assert server.scan(gate.token, a_citizen().code).status == 200


def test_many_gates_that_guess_from_one_address_are_stopped_together(server):
    """A front on this machine says for whom it asks; the address is told, not the gate."""
    answered = 0
    front = {"X-Forwarded-For": "203.0.113.77"}
    for _ in range(5):
        token = a_known_gate(server).token
        for _ in range(30):
            answered += (
                server.call("POST", PATH, a_scan(short.new()), token=token, headers=front).status == 200
            )
    assert 120 <= answered < 140  # A few come back while a slow machine asks.


def test_random_bytes_never_bring_the_server_down(server, gate):
    head = b"POST /scan/v1/visits HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer "
    for _ in range(60):
        body = os.urandom(200)
        received = server.raw(head + gate.token.encode() + b"\r\nContent-Length: 200\r\n\r\n" + body)
        assert received.startswith(b"HTTP/1.1 400 ")
    assert server.scan(gate.token, a_citizen().code).status == 200
    assert rows("SELECT count(*) FROM visits_visit WHERE spot_id = %s", gate.spot.id) == [(1,)]
