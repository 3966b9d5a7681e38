"""HTTP as devices, proxies and strangers speak it."""

import json
import socket
import time

import pytest

from antoan.domains.places.models import Device
from antoan.kit import clock
from tests.factories.scan import a_citizen, a_scan, notify

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]

HEALTH = b"GET /scan/v1/health HTTP/1.1\r\nHost: a\r\n\r\n"


def a_post(gate, body: bytes, *more: bytes, path: bytes = b"/scan/v1/visits") -> bytes:
    lines = [b"POST %b HTTP/1.1" % path, b"Host: a", b"Authorization: Bearer " + gate.token.encode()]
    return b"\r\n".join([*lines, b"Content-Length: %d" % len(body), *more, b"", body])


def bodies(received: bytes) -> list[dict]:
    """Return the JSON bodies of answers that came over one connection."""
    found = []
    while received:
        head, _, rest = received.partition(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1])
            for line in head.split(b"\r\n")
            if line.lower().startswith(b"content-length")
        )
        found.append(json.loads(rest[:length]))
        received = rest[length:]
    return found


def test_pipelined_requests_are_answered_in_their_order(server, gate):
    people = [a_citizen() for _ in range(8)]
    scans = [a_scan(citizen.code) for citizen in people]
    requests = b""
    for scan in scans:
        requests += a_post(gate, json.dumps(scan).encode()) + HEALTH
    requests += b"GET /scan/nowhere HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    answers = bodies(server.raw(requests))
    assert [answer["id"] for answer in answers[0:16:2]] == [scan["id"] for scan in scans]
    assert [answer["status"] for answer in answers[1:16:2]] == ["ok"] * 8
    assert answers[16]["code"] == "http:not_found"


def test_more_pipelined_requests_than_are_held_are_all_answered(server):
    answers = bodies(server.raw(HEALTH * 500 + HEALTH.replace(b"Host", b"Connection: close\r\nHost")))
    assert len(answers) == 501


def test_a_request_that_arrives_byte_by_byte_is_read(server, gate):
    request = a_post(gate, json.dumps(a_scan(a_citizen().code)).encode(), b"Connection: close")
    received = server.raw(*(request[n : n + 7] for n in range(0, len(request), 7)))
    assert received.startswith(b"HTTP/1.1 200 OK\r\n")


def test_a_connection_is_kept_and_closed_as_asked(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        for _ in range(3):
            client.sendall(HEALTH)
            assert client.recv(65536).startswith(b"HTTP/1.1 200")
        client.sendall(b"GET /scan/v1/health HTTP/1.0\r\n\r\n")
        received = b""
        while chunk := client.recv(65536):
            received += chunk
        assert b"Connection: close" in received


def test_a_client_that_stops_sending_still_gets_its_answer(server, gate):
    request = a_post(gate, json.dumps(a_scan(a_citizen().code)).encode())
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(request)
        client.shutdown(socket.SHUT_WR)
        received = b""
        while chunk := client.recv(65536):
            received += chunk
    assert received.startswith(b"HTTP/1.1 200 OK")


def test_expect_continue_is_answered_before_the_body(server, gate):
    body = json.dumps(a_scan(a_citizen().code)).encode()
    request = a_post(gate, body, b"Expect: 100-continue", b"Connection: close")
    head, _, _ = request.partition(b"\r\n\r\n")
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(head + b"\r\n\r\n")
        assert client.recv(100) == b"HTTP/1.1 100 Continue\r\n\r\n"
        client.sendall(body)
        assert client.recv(65536).startswith(b"HTTP/1.1 200 OK")


def test_a_large_expected_body_is_refused_before_it_is_sent(server, gate):
    head = a_post(gate, b"", b"Expect: 100-continue").replace(
        b"Content-Length: 0", b"Content-Length: 9999999"
    )
    assert server.raw(head).startswith(b"HTTP/1.1 413 ")


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"GET\r\n\r\n",
        b"HELLO THERE\r\n\r\n",
        b"GET /scan/v1/health HTTP/1.1\r\nHost : a\r\n\r\n",
        b"POST /scan/v1/visits HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"POST /scan/v1/visits HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde",
        b"POST /scan/v1/visits HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    ],
)
def test_what_is_no_http_gets_400_and_an_end(server, request_bytes):
    received = server.raw(request_bytes)
    assert received.startswith(b"HTTP/1.1 4")
    assert b"Traceback" not in received
    assert server.call("GET", "/scan/v1/health").status == 200


@pytest.mark.parametrize(
    "head",
    [
        b"GET /scan/v1/health HTTP/1.1\r\n" + b"X-Long: " + b"a" * 400_000 + b"\r\n\r\n",
        b"GET /scan/v1/health HTTP/1.1\r\n" + b"X-Many: b\r\n" * 20_000 + b"\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
    ],
)
def test_a_head_has_a_bound(server, head):
    received = server.raw(head[:100_000], head[100_000:])
    assert received.startswith((b"HTTP/1.1 431 ", b"HTTP/1.1 400 ")), received[:100]


def test_an_upgrade_is_answered_as_plain_http(server):
    received = server.raw(
        b"GET /scan/v1/health HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n\r\n"
    )
    assert received.startswith(b"HTTP/1.1 200 OK")


def test_a_client_that_never_reads_does_not_hold_up_the_others(server, gate):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as deaf:
        deaf.setblocking(False)
        sent = 0
        try:
            for _ in range(200_000):
                sent += deaf.send(HEALTH * 50)
        except BlockingIOError:
            pass
        assert sent > 0
        began = time.monotonic()
        for _ in range(5):
            assert server.scan(gate.token, a_citizen().code).status == 200
        assert time.monotonic() - began < 5
        deaf.setblocking(True)
        deaf.settimeout(10)
        assert deaf.recv(65536).startswith(b"HTTP/1.1 200")


def test_a_head_seen_before_is_taken_with_each_new_body_and_only_while_the_token_is_good(server, gate):
    def body() -> bytes:
        return json.dumps(a_scan(a_citizen().code, at="2026-11-22T07:31:05+07:00")).encode()

    first, second = a_post(gate, body()), a_post(gate, body())
    assert len(first) == len(second)
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        for request in (first, second, first):
            client.sendall(request)
            answer = bodies(client.recv(65536))[0]
            assert answer.get("id", "").encode() in request or answer["code"].startswith("scan:time")
        for piece in (second[:-5], second[-5:], first[:50], first[50:] + second, HEALTH):
            client.sendall(piece)
            time.sleep(0.1)
        received = client.recv(1_000_000)
        assert received.count(b"HTTP/1.1 ") == 4
        assert received.endswith(b"}")
        Device.objects.filter(pk=gate.device.id).update(revoked_at=clock.now())
        notify("antoan_devices", str(gate.device.id))
        server.wait_for(gate.token, status=401)
        client.sendall(first)
        assert client.recv(65536).startswith(b"HTTP/1.1 401 ")
