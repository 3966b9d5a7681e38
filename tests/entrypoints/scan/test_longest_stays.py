"""A search for contacts looks back as far as the longest stay of a spot: no scan may leave a longer one unsaid."""

import random
from datetime import timedelta

import pytest

from antoan.domains.visits.services import measure_longest_stays
from antoan.kit import clock
from tests.entrypoints.scan.conftest import a_known_gate, rows
from tests.factories.scan import a_citizen, a_scan, scan_server

pytestmark = [pytest.mark.processes, pytest.mark.xdist_group("scan")]

_MEASURED = """
SELECT ceil(extract(epoch FROM max(t_eff - t_in)))::int4 FROM visits_visit WHERE spot_id = %s
"""


def longest(place) -> int | None:
    found = rows("SELECT seconds FROM visits_longeststay WHERE spot_id = %s", place.spot.id)
    return found[0][0] if found else None


def hours_ago(hours: float):
    return clock.local(clock.now()) - timedelta(hours=hours)


def test_an_entry_raises_it_to_the_usual_stay(server, gate):
    server.scan(gate.token, a_citizen().code)
    assert longest(gate) == gate.spot.usual_stay_minutes * 60


def test_a_late_check_out_raises_it_and_an_early_one_does_not(server, gate):
    early, late = a_citizen(), a_citizen()
    for citizen, hours in ((early, 0.1), (late, 5)):
        server.scan(gate.token, citizen.code, at=hours_ago(hours))
    server.scan(gate.token, early.code, direction="out")
    assert longest(gate) == gate.spot.usual_stay_minutes * 60
    server.scan(gate.token, late.code, direction="out")
    assert longest(gate) in (5 * 3600, 5 * 3600 + 1)


def test_a_batch_with_both_ends_of_a_long_stay_raises_it(server, gate):
    citizen = a_citizen()
    scans = [
        a_scan(citizen.code, at=hours_ago(7)),
        a_scan(citizen.code, at=hours_ago(1), direction="out"),
    ]
    assert server.call("POST", "/scan/v1/visits/batch", {"visits": scans}, token=gate.token).status == 200
    assert longest(gate) in (6 * 3600, 6 * 3600 + 1)


def test_it_holds_when_another_process_knows_less(db, server, gate, tmp_path):
    """Each process learns by itself; one that has just started must not lower what another has raised."""
    citizen = a_citizen()
    server.scan(gate.token, citizen.code, at=hours_ago(8))
    server.scan(gate.token, citizen.code, direction="out")
    with scan_server(log=tmp_path / "second.log") as second:
        second.scan(gate.token, a_citizen().code)
    assert longest(gate) in (8 * 3600, 8 * 3600 + 1)


@pytest.mark.parametrize("seed", range(4))
def test_after_any_scans_it_is_no_less_than_the_longest_stay_there_is(server, seed):
    """Entries, exits, repeats, old and new, single and in batches: brute force over the table agrees."""
    chance = random.Random(seed)
    place, people = a_known_gate(server), [a_citizen() for _ in range(6)]
    for _ in range(12):
        scans = [
            a_scan(
                chance.choice(people).code,
                at=hours_ago(chance.uniform(0, 30)),
                direction=chance.choice(("in", "out", "auto")),
            )
            for _ in range(chance.randint(1, 8))
        ]
        scans += chance.sample(scans, chance.randint(0, len(scans)))
        assert (
            server.call("POST", "/scan/v1/visits/batch", {"visits": scans}, token=place.token).status == 200
        )
        assert longest(place) >= rows(_MEASURED, place.spot.id)[0][0]


def test_measuring_anew_never_lowers_it(server, gate):
    citizen = a_citizen()
    server.scan(gate.token, citizen.code, at=hours_ago(3))
    server.scan(gate.token, citizen.code, direction="out")
    before = longest(gate)
    now = clock.now()
    assert measure_longest_stays(now - timedelta(minutes=1), now) == 0
    rows("UPDATE visits_longeststay SET seconds = 1 WHERE spot_id = %s RETURNING 1", gate.spot.id)
    measure_longest_stays(now - timedelta(days=2), now)
    assert longest(gate) == before
