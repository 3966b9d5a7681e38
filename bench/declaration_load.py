"""Load of declarations from gates, in a process of its own.

`python -m bench.declaration_load closed PORT CODES TOKENS SECONDS` as fast as answers come, or
`… rate PORT CODES TOKENS SECONDS RATE` at a fixed rate whatever the server does.
"""

import asyncio
import json
import random
import sys
from pathlib import Path

import uvloop

from antoan.kit import clock
from antoan.kit.ids import uuid7
from bench.scan_load import Client, connect, post

CONNECTIONS = 128
RISKY = 0.0101  # domain.md §0.7
CLEAR = {"signs": False, "contact": False, "isolated": False}
FEVER = CLEAR | {"signs": True, "signsNote": "Sốt, ho"}


async def closed_loop(port: int, codes: list[str], tokens: list[str], seconds: float) -> dict[str, float]:
    """Keep every connection busy with one declaration at a time."""
    clients, loop = await connect(port, CONNECTIONS), asyncio.get_running_loop()
    began = loop.time()

    async def declare(client: Client) -> None:
        while loop.time() - began < seconds:
            future = loop.create_future()
            client.send(_request(codes, tokens), loop.time(), future)
            await future

    await asyncio.gather(*map(declare, clients))
    return _measured(clients, loop.time() - began)


async def open_loop(
    port: int, codes: list[str], tokens: list[str], seconds: float, rate: float
) -> dict[str, float]:
    """Send at a fixed rate; latency counts from the moment a declaration was due."""
    clients, loop = await connect(port, CONNECTIONS), asyncio.get_running_loop()
    began, sent = loop.time(), 0
    while (elapsed := loop.time() - began) < seconds:
        while sent < int(elapsed * rate):
            clients[sent % CONNECTIONS].send(_request(codes, tokens), began + sent / rate)
            sent += 1
        await asyncio.sleep(0.0005)
    deadline = loop.time() + 10
    while any(client.waiting for client in clients) and loop.time() < deadline:
        await asyncio.sleep(0.005)
    return _measured(clients, loop.time() - began) | {"sent": sent}


def _request(codes: list[str], tokens: list[str]) -> bytes:
    body = {
        "id": str(uuid7()),
        "code": random.choice(codes),
        "answers": FEVER if random.random() < RISKY else CLEAR,
        "at": clock.now().isoformat(),
    }
    return post(b"/scan/v1/declarations", json.dumps(body).encode(), tokens)


def _measured(clients: list[Client], seconds: float) -> dict[str, float]:
    latencies = sorted(latency for client in clients for latency in client.latencies)
    return {
        "answered": len(latencies),
        "refused": sum(client.refused for client in clients),
        "seconds": seconds,
        "p50_ms": latencies[len(latencies) // 2] * 1e3,
        "p99_ms": latencies[int(len(latencies) * 0.99)] * 1e3,
    }


def main() -> None:
    """Run one load and print what it measured."""
    kind, port, codes, tokens, *numbers = sys.argv[1:]
    texts = Path(codes).read_text().splitlines(), Path(tokens).read_text().splitlines()
    load = open_loop if kind == "rate" else closed_loop
    print(json.dumps(uvloop.run(load(int(port), *texts, *map(float, numbers)))))  # type: ignore[operator]


if __name__ == "__main__":
    main()
