"""SMS a second through a real Kannel, beside the same Kannel asked by nobody but itself; then senders killed in mid-batch.

Kannel's own fake operator counts what arrives: twice or never are found by number, each number gets one message.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final

from antoan.domains.codes.keys import SigningRing
from antoan.foundation.db.embedded import running
from antoan.foundation.keystore.store import KeyStore
from antoan.kit import clock
from bench import kannel as gateways
from bench.kannel import Kannel
from bench.report import Measurement
from bench.sms_sender import LATER

PACE_MESSAGES: Final = 1_000
KILLS: Final = 100
KILL_MESSAGES: Final = 1_500
FINISH_SECONDS_MAX: Final = 90.0
START_SECONDS_MAX: Final = 60.0


def measure() -> Measurement:
    """Run web, senders, Kannel and its operator on one machine, with PostgreSQL as durable as in service."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="antoan-bench-")))
        data = folder / "data"
        KeyStore.of(data).create_missing()
        SigningRing.create_missing(data, today=clock.today())
        server = stack.enter_context(running(data))
        port = gateways.free_port()
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "antoan.config.settings.base",
            "ANTOAN_DATABASE_URL": server.url,
            "ANTOAN_DATA": str(data),
            "ANTOAN_SMS_CALLBACK": f"http://127.0.0.1:{port}",
            "ANTOAN_SMS_QUIET": "00:00-00:00",
            "ANTOAN_SMS_PARTS_PER_DAY": "1000000",
        }
        kannel = stack.enter_context(
            gateways.kannel(folder / "kannel", incoming_url=f"http://127.0.0.1:{port}/sms/incoming")
        )
        environment["ANTOAN_SMS"] = kannel.url
        kannel.connect_operator()
        _run(environment, "-m", "bench.sms", "migrate")
        stack.callback(_stop, _web(environment, port))
        paced = _json(environment, "pace")
        bare = _json(environment, "bare")
        _json(environment, "queue")
        fallen = _json(environment, "", command=["bench.sms_sender", str(KILLS), str(FINISH_SECONDS_MAX)])
        counted = _count(kannel, environment)
    return Measurement(
        name="sms",
        figures={
            "per_second": round(paced["per_second"]),
            "bare_kannel_per_second": round(bare["per_second"]),
            "kills": int(fallen["kills"]),
            "messages": KILL_MESSAGES,
            **counted,
        },
        ratios={"vs_bare_kannel": paced["per_second"] / bare["per_second"]},
    )


def _web(environment: dict[str, str], port: int) -> subprocess.Popen[bytes]:
    """Start the product's web process, at whose door Kannel reports."""
    command = [sys.executable, "-m", "antoan.entrypoints.cli", "web", "--port", str(port)]
    web = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + START_SECONDS_MAX
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5):
                return web
        except OSError:
            assert web.poll() is None, "the web process fell"
            assert time.monotonic() < deadline, "the web process does not answer"
            time.sleep(0.1)


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _count(kannel: Kannel, environment: dict[str, str]) -> dict[str, int]:
    """Compare what the operator got with what was queued."""
    expected = {_number(place) for place in range(KILL_MESSAGES)}
    deadline = time.monotonic() + 10
    while True:
        got = Counter(number for number, _ in kannel.delivered() if number in expected)
        if len(got) == len(expected) or time.monotonic() > deadline:
            break
        time.sleep(0.2)
    states = _json(environment, "states")
    return {
        "duplicates": sum(count - 1 for count in got.values()),
        "lost": len(expected - set(got)),
        "left_in_doubt": int(states.get("uncertain", 0) + states.get("sending", 0)),
    }


def _number(place: int) -> str:
    return f"+8498{place:07}"


def _run(environment: dict[str, str], *command: str) -> str:
    here = Path(__file__).resolve().parents[1]
    done = subprocess.run(
        [sys.executable, "-W", "ignore", *command], env=environment, cwd=here, check=True, stdout=subprocess.PIPE
    )  # fmt: skip
    return done.stdout.decode()


def _json(environment: dict[str, str], part: str, command: list[str] | None = None) -> dict[str, Any]:
    said = _run(environment, "-m", *(command or ["bench.sms", part]))
    found: dict[str, Any] = json.loads(said.splitlines()[-1])
    return found


def main(part: str) -> None:
    """Run one part of the measurement with the product's settings, in a process of its own."""
    from antoan.entrypoints.cli.prepare import prepare

    prepare()
    parts = {"migrate": _migrate, "pace": _pace, "bare": _bare, "queue": _queue, "states": _states}
    print(json.dumps(parts[part]()))


def _migrate() -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _pace() -> dict[str, float]:
    """Send what waits as the worker does, as fast as Kannel takes it."""
    from antoan.domains.messaging.gateways import gateway
    from antoan.domains.messaging.services import send_waiting

    _fill(PACE_MESSAGES, "+8497")
    way = gateway()
    began = time.perf_counter()
    sent = 0
    while count := send_waiting(way):
        sent += count
    return {"per_second": sent / (time.perf_counter() - began)}


def _bare() -> dict[str, float]:
    """Ask Kannel for as many messages, over as many connections, without keeping anything: the limit."""
    from antoan.domains.messaging.gateways import gateway
    from antoan.domains.messaging.services.taking import WINDOW_MESSAGES
    from antoan.domains.messaging.values import OutcomeKind, Sms
    from antoan.kit.ids import uuid7

    way = gateway()
    messages = [
        Sms(uuid7(), f"+8496{number:07}", "An Toan: tin nhan thu.") for number in range(PACE_MESSAGES)
    ]
    began = time.perf_counter()
    for first in range(0, len(messages), WINDOW_MESSAGES):
        outcomes = way.send(messages[first : first + WINDOW_MESSAGES])
        assert {one.kind for one in outcomes} == {OutcomeKind.TAKEN}, outcomes
    return {"per_second": len(messages) / (time.perf_counter() - began)}


def _queue() -> None:
    _fill(KILL_MESSAGES, "+8498")


def _states() -> dict[str, int]:
    from django.db.models import Count

    from antoan.domains.messaging.models import Message

    mine = Message.objects.exclude(key__startswith=LATER)
    return dict(mine.values_list("state").annotate(count=Count("pk")))


def _fill(messages: int, prefix: str) -> None:
    from django.db import transaction

    from antoan.domains.messaging.services import queue_message

    with transaction.atomic():
        for place in range(messages):
            queue_message(
                number=f"{prefix}{place:07}",
                template="messages.test",
                values={"time": str(place)},
                key=f"bench:{prefix}:{place}",
            )


if __name__ == "__main__":
    main(sys.argv[1])
