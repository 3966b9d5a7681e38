"""Load on the scan API: a closed loop by wrk, and an open loop at a fixed rate. Run as a process of its own.

`python -m bench.scan_load rate URL-PORT CODES TOKENS RATE SECONDS`, `… batch PORT CODES TOKENS COUNT`
"""

import asyncio
import json
import os
import random
import re
import shutil
import subprocess
import sys
from collections import deque
from pathlib import Path

import httptools
import uvloop

from antoan.kit import clock
from antoan.kit.errors import NotConfigured
from antoan.kit.ids import uuid7

CONNECTIONS = 64
SCANS_PER_BATCH = 1_000
BATCH_CONNECTIONS = 4
LUA = Path(__file__).with_name("wrk_scan.lua")
HERE = Path(__file__).resolve().parents[1]


def wrk() -> str:
    """Return the load generator, installed from Debian when it is missing and we may."""
    found = shutil.which("wrk")
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], capture_output=True, check=False)
        found = shutil.which("wrk")
    if found is None:
        raise NotConfigured("The scan measurement needs the load generator wrk: apt-get install wrk.")
    return found


def closed_loop(port: int, codes: Path, tokens: Path, *, connections: int, seconds: int) -> dict[str, float]:
    """Load as fast as answers come; return requests, seconds, p50_ms, p99_ms, not_2xx, socket_errors."""
    done = subprocess.run(
        [
            wrk(), "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", str(LUA),
            f"http://127.0.0.1:{port}", "--", str(codes), str(tokens),
        ],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    found = re.search(r"RESULT (.*)", done.stdout)
    if found is None:
        raise NotConfigured(f"wrk gave no result: {done.stdout[-500:]}{done.stderr[-500:]}")
    result: dict[str, float] = json.loads(found[1])
    return result


def elsewhere(*arguments: object, module: str = "bench.scan_load") -> dict[str, float]:
    """Run one of the loads below in a process of its own and return what it measured."""
    done = subprocess.run(
        [sys.executable, "-m", module, *map(str, arguments)],
        capture_output=True, text=True, check=True, cwd=HERE,
    )  # fmt: skip
    result: dict[str, float] = json.loads(done.stdout)
    return result


class Client(asyncio.Protocol):
    """One connection; answers come in the order of the requests."""

    def __init__(self) -> None:
        self.waiting: deque[tuple[float, asyncio.Future[int] | None]] = deque()
        self.latencies: list[float] = []
        self.refused = 0
        self._parser = httptools.HttpResponseParser(self)
        self._time = asyncio.get_running_loop().time

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self._parser.feed_data(data)

    def on_message_complete(self) -> None:
        due_at, future = self.waiting.popleft()
        self.latencies.append(self._time() - due_at)
        if self._parser.get_status_code() != 200:
            self.refused += 1
        if future is not None:
            future.set_result(self._parser.get_status_code())

    def send(self, request: bytes, due_at: float, future: "asyncio.Future[int] | None" = None) -> None:
        self.waiting.append((due_at, future))
        self.transport.write(request)  # type: ignore[attr-defined]


async def connect(port: int, count: int) -> list[Client]:
    """Open connections."""
    loop = asyncio.get_running_loop()
    return [(await loop.create_connection(Client, "127.0.0.1", port))[1] for _ in range(count)]


async def open_loop(
    port: int, codes: list[str], tokens: list[str], rate: int, seconds: float
) -> dict[str, float]:
    """Send at a fixed rate whatever the server does; latency counts from the moment a scan was due."""
    clients = await connect(port, CONNECTIONS)
    loop = asyncio.get_running_loop()
    began, sent = loop.time(), 0
    while (elapsed := loop.time() - began) < seconds:
        due = int(elapsed * rate)
        while sent < due:
            clients[sent % CONNECTIONS].send(_request(codes, tokens), began + sent / rate)
            sent += 1
        await asyncio.sleep(0.0005)
    deadline = loop.time() + 10
    while any(client.waiting for client in clients) and loop.time() < deadline:
        await asyncio.sleep(0.01)
    latencies = sorted(latency for client in clients for latency in client.latencies)
    return {
        "sent": sent,
        "answered": len(latencies),
        "refused": sum(client.refused for client in clients),
        **{f"p{name}_ms": latencies[int(len(latencies) * share)] * 1e3 for name, share in (("50", 0.5), ("99", 0.99), ("999", 0.999))},
    }  # fmt: skip


async def batches(port: int, codes: list[str], tokens: list[str], count: int) -> dict[str, float]:
    """Upload batches over a few connections; return scans and seconds."""
    clients = await connect(port, BATCH_CONNECTIONS)
    loop = asyncio.get_running_loop()
    requests = [_batch(codes, tokens) for _ in range(count)]
    began = loop.time()

    async def upload(client: Client, mine: list[bytes]) -> None:
        for request in mine:
            future = loop.create_future()
            client.send(request, loop.time(), future)
            if await future != 200:
                raise NotConfigured(f"a batch was answered {await future}")

    await asyncio.gather(
        *(upload(client, requests[n::BATCH_CONNECTIONS]) for n, client in enumerate(clients))
    )
    return {"scans": count * SCANS_PER_BATCH, "seconds": loop.time() - began}


def _scan(codes: list[str]) -> dict[str, str]:
    return {
        "id": str(uuid7()),
        "code": random.choice(codes),
        "direction": "in",
        "at": clock.now().isoformat(),
    }


def _request(codes: list[str], tokens: list[str]) -> bytes:
    return post(b"/scan/v1/visits", json.dumps(_scan(codes)).encode(), tokens)


def _batch(codes: list[str], tokens: list[str]) -> bytes:
    body = json.dumps({"visits": [_scan(codes) for _ in range(SCANS_PER_BATCH)]}).encode()
    return post(b"/scan/v1/visits/batch", body, tokens)


def post(path: bytes, body: bytes, tokens: list[str]) -> bytes:
    """Return a request of some gate."""
    token = random.choice(tokens).encode()
    return b"POST %b HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %b\r\nContent-Length: %d\r\n\r\n%b" % (
        path, token, len(body), body,
    )  # fmt: skip


def main() -> None:
    """Run one load and print what it measured."""
    kind, port, codes, tokens, *numbers = sys.argv[1:]
    texts = Path(codes).read_text().splitlines(), Path(tokens).read_text().splitlines()
    if kind == "rate":
        result = uvloop.run(open_loop(int(port), *texts, int(numbers[0]), float(numbers[1])))
    else:
        result = uvloop.run(batches(int(port), *texts, int(numbers[0])))
    print(json.dumps(result))


if __name__ == "__main__":
    main()
