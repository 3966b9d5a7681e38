"""Sends what waits and is killed again and again while it does: each time by SIGKILL, in the middle of a window.

Run with the product's own settings. Prints as JSON how often it was killed, and how long the rest took. Meanwhile the
city goes on writing: reports of what leaves later end the doubts about what left before.
"""

import json
import os
import random
import signal
import sys
import time

SEED = 2021
ALIVE_SECONDS = (0.02, 0.25)  # From a bare start to a few windows.
IDLE_SECONDS = 0.05
LATER = "bench:later:"
LATER_EVERY_SECONDS = 0.2


def main(kills: int, seconds_max: float) -> None:
    """Let senders fall `kills` times, then let one finish: nothing waits and nothing is in doubt any more."""
    from antoan.entrypoints.cli.prepare import prepare

    prepare()
    from django.db import connections

    connections.close_all()  # A child must not share our connection.
    chance = random.Random(SEED)
    killed = 0
    while killed < kills:
        child = _fork()
        time.sleep(chance.uniform(*ALIVE_SECONDS))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        killed += os.WIFSIGNALED(status)
    began = time.monotonic()
    child = _fork()
    later = 0
    while _is_unfinished() and time.monotonic() - began < seconds_max:
        _write_on(later)
        later += 1
        time.sleep(LATER_EVERY_SECONDS)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    print(json.dumps({"kills": killed, "seconds_to_finish": time.monotonic() - began}))


def _fork() -> int:
    child = os.fork()
    if child == 0:
        _send_for_ever()
    return child


def _send_for_ever() -> None:
    from antoan.domains.messaging.gateways import gateway
    from antoan.domains.messaging.services import send_waiting

    way = gateway()
    while True:
        if not send_waiting(way):
            time.sleep(IDLE_SECONDS)


def _write_on(number: int) -> None:
    from django.db import connections

    from antoan.domains.messaging.services import queue_message

    queue_message(
        number=f"+8495{number:07}", template="messages.test", values={"time": ""}, key=f"{LATER}{number}"
    )
    connections.close_all()


def _is_unfinished() -> bool:
    from django.db import connections

    from antoan.domains.messaging.models import Message

    unfinished = Message.objects.filter(state__in=["waiting", "sending", "uncertain"])
    is_any = unfinished.exclude(key__startswith=LATER).exists()
    connections.close_all()
    return is_any


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
