"""A day of readings of people at home through the service, and how soon the ward's list shows an alarm.

Every reading is a declaration in a transaction of its own: answers checked, pass recomputed, the ward's list kept;
every hundredth has a warning sign and opens a task in that same transaction, so that its delay is that of the call.
Beside it stand two limits: what a day of 200,000 readings needs on average, and what it needs when half of them come
within two hours of a morning. ANTOAN_BENCH_CARE_READINGS=200000 sends a whole day's.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

import psycopg

from antoan.domains.codes.keys import SigningRing
from antoan.entrypoints.cli.bar import Bar
from antoan.foundation.db.embedded import running
from antoan.foundation.keystore.store import KeyStore
from antoan.kit import clock
from bench.report import Measurement

DAY_READINGS: Final = 200_000
READINGS: Final = int(os.environ.get("ANTOAN_BENCH_CARE_READINGS", "4000"))
PROCESSES: Final = max(1, min(4, os.cpu_count() or 1))
RISKY_EVERY: Final = 100
PER_PERSON: Final = 2  # Morning and afternoon.
READINGS_MIN: Final = RISKY_EVERY * PROCESSES  # Fewer would hold no alarm.
TOLD_EVERY: Final = 100  # Readings between two words of a sender.
ALARM_WITHIN_SECONDS: Final = 2.0  # Stated: from sending a reading to the alarm on the ward's list.
WELL: Final[dict[str, Any]] = {
    "age": "adult", "temperature": "usual", "spo2": 98, "pulse": 80, "breaths": 16, "breathless": False, "chest": False,
    "drowsy": False, "blue": False, "noDrink": False, "blood": False, "other": False, "mild": False,
}  # fmt: skip
_PEOPLE: Final = """
INSERT INTO people_person (id, qid, qid_source, full_name, name_folded, birth_on, birth_day_known, gender, nationality,
    address, created_at, updated_at)
SELECT n, 'BENCH' || n, 'local', 'Nguyễn Văn An', 'nguyen van an', '1990-01-01', true, 'male', 'VN', '', now(), now()
FROM generate_series(1, %s) AS n
"""
_EPISODES: Final = """
INSERT INTO care_episode (id, person_id, kind, began_on, opened_at, team, eligibility, answers, ending, release_rule,
    created_at, updated_at)
SELECT n, n, 'case', current_date, now() - interval '1 hour', '', 'moh-261', '{}', '', '', now(), now()
FROM generate_series(1, %s) AS n
"""
_WATCHES: Final = """
INSERT INTO care_watch (episode_id, urgency, since, missed_days, task_level)
SELECT n, 3, now() - interval '1 hour', 0, 0 FROM generate_series(1, %s) AS n
"""


def measure() -> Measurement:
    """Fill a city with people at home and have some processes send their readings."""
    people = max(READINGS, READINGS_MIN) // PER_PERSON
    with tempfile.TemporaryDirectory(prefix="antoan-bench-") as folder:
        data = Path(folder)
        KeyStore.of(data).create_missing()
        SigningRing.create_missing(data, today=clock.today())
        with running(data) as server:
            environment = {**os.environ, "ANTOAN_DATABASE_URL": server.url, "ANTOAN_DATA": str(data)}
            subprocess.run(
                [sys.executable, "-m", "django", "migrate", "-v0"], env=_django(environment), check=True
            )
            _fill(server.url, people)
            began = time.perf_counter()
            found = _send(environment, people)
            seconds = time.perf_counter() - began
            shown = _shown(server.url)
    readings = sum(one["readings"] for one in found)
    delays = sorted(delay for one in found for delay in one["delays"])
    in_time = sum(delay <= ALARM_WITHIN_SECONDS for delay in delays)
    per_second = readings / max(one["seconds"] for one in found)
    return Measurement(
        name="care",
        figures={
            "readings": readings,
            "people": people,
            "processes": PROCESSES,
            "per_second": per_second,
            "seconds": seconds,
            "alarms": len(delays),
            "alarms_shown": shown,
            "alarms_lost": len(delays) - shown,
            "stated_seconds": ALARM_WITHIN_SECONDS,
            "alarms_within_stated": in_time,
            "delay_p50_ms": 1000 * delays[len(delays) // 2],
            "delay_p99_ms": 1000 * delays[min(len(delays) - 1, len(delays) * 99 // 100)],
            "delay_max_ms": 1000 * delays[-1],
        },
        ratios={
            "vs_average_of_day": per_second / (DAY_READINGS / 86_400),
            "vs_peak_of_morning": per_second / (DAY_READINGS / 2 / 7_200),
            "alarms_within_stated": in_time / len(delays),
            "delay_max_vs_stated": delays[-1] / ALARM_WITHIN_SECONDS,
        },
    )


def _django(environment: dict[str, str]) -> dict[str, str]:
    return environment | {"DJANGO_SETTINGS_MODULE": "antoan.config.settings.base"}


def _fill(url: str, people: int) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")  # No history of what never changes.
        for statement in (_PEOPLE, _EPISODES, _WATCHES):
            connection.execute(statement, [people])
        connection.execute("VACUUM ANALYZE people_person, care_episode, care_watch")


def _send(environment: dict[str, str], people: int) -> list[dict[str, Any]]:
    """Have each process send the readings of its share of the people, at the same time."""
    share = people // PROCESSES
    senders = [
        subprocess.Popen(
            [sys.executable, "-m", "bench.care", str(number * share + 1), str((number + 1) * share)],
            env=_django(environment), stdout=subprocess.PIPE, text=True,
        )
        for number in range(PROCESSES)
    ]  # fmt: skip
    bar, done = Bar(), [0] * PROCESSES

    def so_far(number: int) -> Callable[[int], None]:
        def tell(readings: int) -> None:
            done[number] = readings
            bar.show("readings", sum(done), PROCESSES * share * PER_PERSON)

        return tell

    with ThreadPoolExecutor(PROCESSES) as ears:
        told = list(ears.map(_heard, senders, map(so_far, range(PROCESSES))))
    bar.end()
    if any(sender.wait() for sender in senders):
        raise RuntimeError("a sender of readings failed; its words stand above")
    return told


def _heard(sender: "subprocess.Popen[str]", tell: Callable[[int], None]) -> dict[str, Any]:
    """Listen to a sender, which says now and then how many readings it sent; return its last word."""
    last: dict[str, Any] = {}
    assert sender.stdout is not None
    for line in sender.stdout:
        last = json.loads(line)
        tell(last["readings"])
    return last


def _shown(url: str) -> int:
    """Return how many people stand on the ward's list with an alarm, each with a task of its own."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM care_watch w JOIN care_episode e ON e.id = w.episode_id"
            " JOIN monitoring_task t ON t.person_id = e.person_id AND t.kind = 'home_warning'"
            " WHERE w.urgency = 0 AND w.task_due_at = t.due_at"
        ).fetchone()
    assert row is not None
    return int(row[0])


def main() -> None:
    """Send the readings of these people, morning and afternoon, and print how long it took."""
    import django

    django.setup()
    first, last = int(sys.argv[1]), int(sys.argv[2])
    delays: list[float] = []
    _tell(first, WELL)  # The first call reads documents and opens the connection.
    began, readings = time.perf_counter(), 0
    for turn in range(PER_PERSON):
        for person_id in range(first, last + 1):
            is_risky = turn == 1 and person_id % (RISKY_EVERY // PER_PERSON) == 0
            took = _tell(person_id, WELL | {"spo2": 95} if is_risky else WELL)
            readings += 1
            if readings % TOLD_EVERY == 0:
                print(json.dumps({"readings": readings}), flush=True)
            if is_risky:
                delays.append(took)
    print(json.dumps({"readings": readings, "seconds": time.perf_counter() - began, "delays": delays}))


def _tell(person_id: int, answers: dict[str, Any]) -> float:
    """Declare as the person does and return the seconds until it is committed."""
    from uuid import uuid4

    from antoan.domains.declarations.services import declare
    from antoan.domains.declarations.values import Authorship, Channel, NewDeclaration, Verification
    from antoan.foundation.accounts.actor import Actor

    actor = Actor(None, "bench", person_id=person_id, is_system=True)
    author = Authorship(channel=Channel.WEB, verified_by=Verification.PASSWORD)
    began = time.perf_counter()
    said = NewDeclaration(uuid4(), person_id, clock.now(), "home", "1.0.0", answers, author)
    declare(actor=actor, declaration=said)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()
