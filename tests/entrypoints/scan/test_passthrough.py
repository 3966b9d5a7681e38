"""Pages go through the scan port to the web process, and scans on the same connection do not."""

import hashlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import IncompleteRead
from pathlib import Path

import pytest

from tests.factories.scan import a_citizen, a_scan, scan_server

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]

BACKEND = Path(__file__).with_name("backend.py")


class Web:
    """The web process, which can be taken away."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen([sys.executable, str(BACKEND), str(self.path)])
        deadline = time.monotonic() + 10
        while not self.path.exists():
            assert time.monotonic() < deadline
            time.sleep(0.02)
        time.sleep(0.05)

    def stop(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.path.unlink()


@pytest.fixture(scope="module")
def web(tmp_path_factory):
    running = Web(tmp_path_factory.mktemp("web") / "web.sock")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def server(db, web, tmp_path_factory):
    log = tmp_path_factory.mktemp("scan") / "scan.log"
    with scan_server(log=log, web_socket=web.path) as running:
        yield running


def test_a_page_comes_through_with_our_word_on_who_asks(server):
    answer = server.call(
        "GET",
        "/any/page?with=query",
        headers={
            "X-Forwarded-For": "203.0.113.1",
            "X-Forwarded-Proto": "https",
            "Forwarded": "for=203.0.113.1",
            "X-Real-IP": "203.0.113.1",
            "Cookie": "session=1",
            "Connection": "keep-alive",
        },
    )
    told = answer.json
    assert (answer.status, told["method"], told["target"]) == (200, "GET", "/any/page?with=query")
    headers = told["headers"]
    assert (headers["x-forwarded-for"], headers["x-forwarded-proto"]) == ("127.0.0.1", "http")
    assert headers["x-forwarded-host"] == headers["host"] == f"127.0.0.1:{server.port}"
    assert headers["connection"] == "close"
    assert headers["cookie"] == "session=1"
    assert "forwarded" not in headers
    assert "x-real-ip" not in headers


def test_every_header_of_the_answer_comes_back(server):
    received = server.raw(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert received.count(b"Set-Cookie: ") == 2


@pytest.mark.parametrize("size", [0, 1, 70_000, 5_000_000])
@pytest.mark.parametrize("chunked", [False, True])
def test_an_upload_arrives_whole(server, size, chunked):
    data = os.urandom(size)
    head = b"POST /upload HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
    if chunked:
        pieces = [data[n : n + 65_000] for n in range(0, size, 65_000)]
        body = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
        received = server.raw(head + b"Transfer-Encoding: chunked\r\n\r\n", body)
    else:
        received = server.raw(head + b"Content-Length: %d\r\n\r\n" % size, data)
    told = json.loads(received.partition(b"\r\n\r\n")[2])
    assert (told["length"], told["sha256"]) == (size, hashlib.sha256(data).hexdigest())


def test_a_large_answer_arrives_whole_and_slowly_if_the_client_is_slow(server):
    assert len(server.call("GET", "/large").raw) == 20_000_000
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as slow:
        slow.sendall(b"GET /large HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        time.sleep(0.5)
        received = 0
        while chunk := slow.recv(1_000_000):
            received += len(chunk)
    assert received > 20_000_000


def test_chunks_pass_and_the_connection_goes_on(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        for _ in range(3):
            client.sendall(b"GET /chunked HTTP/1.1\r\nHost: a\r\n\r\n")
            received = b""
            while not received.endswith(b"0\r\n\r\n"):
                received += client.recv(65536)
            assert b"Transfer-Encoding: chunked" in received


def test_a_client_of_http_1_0_is_asked_for_in_its_version(server):
    received = server.raw(b"GET / HTTP/1.0\r\n\r\n")
    assert json.loads(received.partition(b"\r\n\r\n")[2])["version"] == "HTTP/1.0"


def test_an_answer_without_length_ends_with_the_connection(server):
    received = server.raw(b"GET /until-end HTTP/1.1\r\nHost: a\r\n\r\n")
    assert received.endswith(b"x" * 100_000)
    assert b"Connection: close" in received


@pytest.mark.parametrize(("path", "status"), [("/empty", 204), ("/not-modified", 304)])
def test_answers_without_a_body_keep_the_connection(server, path, status):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        for _ in range(2):
            client.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
            assert client.recv(65536).startswith(f"HTTP/1.1 {status} ".encode())
            time.sleep(0.05)


def test_head_has_no_body_and_the_connection_goes_on(server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as client:
        client.sendall(b"HEAD /large HTTP/1.1\r\nHost: a\r\n\r\n")
        assert b"Content-Length: 20000000" in client.recv(65536)
        client.sendall(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        assert client.recv(65536).startswith(b"HTTP/1.1 200")


def test_half_an_answer_is_never_taken_for_a_whole_one(server):
    with pytest.raises((IncompleteRead, ConnectionError)):
        server.call("GET", "/cut-off")


def test_a_web_process_that_hangs_up_is_a_503(server):
    answer = server.call("GET", "/silent", headers={"Accept": "text/html"})
    assert answer.status == 503
    assert "Retry-After" in answer.headers


def test_an_answer_before_the_upload_is_complete_ends_the_connection(server):
    received = server.raw(b"POST /early HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\nabc")
    assert received.startswith(b"HTTP/1.1 403")


def test_scans_and_pages_share_a_connection_in_order(server, gate):
    scan = json.dumps(a_scan(a_citizen().code)).encode()
    post = b"POST /scan/v1/visits HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %b\r\nContent-Length: %d\r\n\r\n%b" % (
        gate.token.encode(), len(scan), scan,
    )  # fmt: skip
    page = b"GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"
    last = b"GET /chunked HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
    received = server.raw(page + post + page + post + last)
    marks = [received.find(mark) for mark in (b'"target": "/slow"', b'"recorded":true')]
    assert 0 < marks[0] < marks[1]
    assert received.count(b'"target": "/slow"') == 2
    assert received.count(b'"recorded":true') == 2
    assert received.endswith(b"0\r\n\r\n")


def test_without_the_web_process_scans_go_on_and_pages_say_so(server, web, gate):
    web.stop()
    try:
        answer = server.call("GET", "/", headers={"Accept": "text/html,*/*"})
        assert (answer.status, answer.headers["Content-Type"]) == (503, "text/html; charset=utf-8")
        assert "Trang đang khởi động lại" in answer.raw.decode()
        assert "The pages are restarting" in answer.raw.decode()
        assert int(answer.headers["Retry-After"]) > 0
        assert server.call("GET", "/api/v1/x").json["code"] == "web:away"
        assert server.scan(gate.token, a_citizen().code).status == 200
    finally:
        web.start()
    assert server.call("GET", "/").status == 200


def test_many_pages_at_once(server):
    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(lambda n: server.call("GET", f"/slow?{n}").json["target"], range(120)))
    assert answers == [f"/slow?{n}" for n in range(120)]
