"""Two sides write one person's visits at the same moment: nothing is lost, nothing is there twice."""

import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections

from antoan.domains.visits.errors import CheckRaced
from antoan.domains.visits.models import Visit
from antoan.domains.visits.own_values import Checked
from antoan.domains.visits.rules import Step
from antoan.domains.visits.services import open_days_around
from antoan.domains.visits.services.writing import Checking, RaceLost
from antoan.domains.visits.values import ExitSource
from antoan.kit import clock
from antoan.kit.ids import uuid7
from tests.factories.places import an_equipped_place
from tests.factories.visits import a_family, a_gates_visit, went_in, went_out

pytestmark = pytest.mark.django_db(transaction=True)

MINUTE = timedelta(minutes=1)


@pytest.fixture
def market():
    open_days_around(clock.today())
    return an_equipped_place()


@contextmanager
def another_connection():
    facts = settings.DATABASES["default"]
    with psycopg.connect(
        dbname=connection.settings_dict["NAME"], user=facts["USER"], password=facts["PASSWORD"],
        host=facts["HOST"], port=facts["PORT"] or None,
    ) as other:  # fmt: skip
        yield other


def in_thread(work):
    def run():
        try:
            return work()
        finally:
            connections.close_all()

    return run


def test_a_check_sent_twice_at_once_is_one_visit(market):
    actor, parent, _ = a_family()
    check, together = uuid7(), threading.Barrier(4)

    def press():
        together.wait()
        return went_in(actor, market.place.id, now=clock.now(), check_id=check)

    with ThreadPoolExecutor(4) as threads:
        answers = [future.result() for future in [threads.submit(in_thread(press)) for _ in range(4)]]
    assert sorted(one.step for (one,) in answers) == [Step.ENTER, *[Step.REPEAT] * 3]
    assert Visit.objects.filter(person_id=parent.id).count() == 1


def test_a_gate_that_scans_the_way_out_meanwhile_is_first(market):
    actor, parent, _ = a_family()
    now = clock.now()
    a_gates_visit(parent.id, market, now - 10 * MINUTE)
    with another_connection() as gate, ThreadPoolExecutor(1) as threads:
        scanned = gate.execute(
            "UPDATE visits_visit SET t_out = %s, t_eff = %s, out_scan_id = %s WHERE person_id = %s",
            [now, now, uuid7(), parent.id],
        )
        assert scanned.rowcount == 1
        pressed = threads.submit(in_thread(lambda: went_out(actor, market.place.id, now=now)))
        try:
            wait_until_blocked(gate)
        finally:
            gate.commit()
        assert pressed.result() == [Checked(parent.id, Step.REPEAT)]
    row = Visit.objects.get(person_id=parent.id)
    assert (row.t_out, row.out_source) == (now, None)


def wait_until_blocked(gate) -> None:
    """Wait until somebody waits for a row that this connection holds."""
    for _ in range(500):
        (count,) = gate.execute(
            "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"
        ).fetchone()
        if count:
            return
        threading.Event().wait(0.02)
    raise AssertionError("nobody waited")


def test_who_loses_again_and_again_is_told_and_nothing_is_half_written(market, monkeypatch):
    actor, parent, child = a_family()
    real, tries = Checking._leave, []

    def lose(self, person_id, stay):
        tries.append(person_id)
        if person_id == child.id:
            raise RaceLost
        real(self, person_id, stay)

    went_in(actor, market.place.id, parent.id, child.id, now=clock.now() - 5 * MINUTE)
    monkeypatch.setattr(Checking, "_leave", lose)
    with pytest.raises(CheckRaced):
        went_out(actor, market.place.id, parent.id, child.id, now=clock.now())
    assert tries == [parent.id, child.id] * 3
    assert set(Visit.objects.values_list("t_out", "out_source")) == {(None, None)}
    monkeypatch.undo()
    went_out(actor, market.place.id, parent.id, child.id, now=clock.now())
    assert set(Visit.objects.values_list("out_source", flat=True)) == {ExitSource.SELF}
