"""Closed days become files that equal the rows; late changes, erasures and crashes never leave a wrong set in force."""

import os
import signal
import subprocess
import sys
from datetime import datetime, timedelta

import numpy as np
import pytest
import structlog
from django.db import connection, transaction

from antoan.domains.tracing.errors import DayNotClosed, DayNotSealed, SealDiffers
from antoan.domains.tracing.models import ForgottenNumber, LateChange, PersonNumber
from antoan.domains.tracing.queries import exporting, late
from antoan.domains.tracing.queries.numbers import numbers_of, people_of
from antoan.domains.tracing.rules.days import closed_from, is_quiet_hour
from antoan.domains.tracing.rules.exposure import Stay
from antoan.domains.tracing.sealing import writing
from antoan.domains.tracing.sealing.shelf import shelf_of
from antoan.domains.tracing.services import sealing
from antoan.domains.tracing.services.erasing import forget_person
from antoan.domains.tracing.services.letting_go import let_go, let_go_before
from antoan.domains.tracing.services.sealing import seal_day, seal_due
from antoan.domains.tracing.values import seconds_of
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import forget_visits
from antoan.kit.clock import day_start
from tests.factories.tracing import add_visits

HOUR = 3600
PEOPLE = (70_001, 70_002, 70_003)
STAYS = (
    Stay(PEOPLE[0], 5, 8 * HOUR, 17 * HOUR),
    Stay(PEOPLE[1], 5, 9 * HOUR, 10 * HOUR),
    Stay(PEOPLE[1], 6, 11 * HOUR, 12 * HOUR),
    Stay(PEOPLE[2], 5, 23 * HOUR, 26 * HOUR),
)


def late_enough(day) -> datetime:
    return closed_from(day)


def in_files(folder, day) -> list[tuple]:
    """Return the stays of a sealed day with the people behind the numbers."""
    columns = shelf_of(folder)[day].hot().columns()
    people = people_of(columns.person)
    start = seconds_of(day_start(day))
    return sorted(
        (people.get(number), spot, t_in - start, t_eff - start)
        for number, spot, t_in, t_eff in zip(
            *(c.tolist() for c in (columns.person, columns.spot, columns.t_in, columns.t_eff)), strict=True
        )
    )


@pytest.fixture
def filled(days):
    add_visits(STAYS, start=day_start(days[0]))
    return days


def test_a_sealed_day_holds_what_the_table_holds(filled, folder):
    day = filled[0]
    sealed = seal_day(day, late_enough(day))
    assert in_files(folder, day) == sorted(map(tuple, STAYS))
    assert sealed.fingerprint == exporting.fingerprint_of(day)
    assert (sealed.rows, sealed.estimated) == (4, 0)


def test_fractions_of_a_second_are_cut_off_and_estimates_marked(days, folder):
    add_visits(STAYS[:1], start=day_start(days[0]), left=False, micros=999_999)
    sealed = seal_day(days[0], late_enough(days[0]))
    assert in_files(folder, days[0]) == [tuple(STAYS[0])]
    assert (sealed.rows, sealed.estimated) == (1, 1)
    assert sealed.fingerprint == exporting.fingerprint_of(days[0])


def test_a_day_is_sealed_a_day_after_its_end_and_no_sooner(filled, folder):
    day = filled[0]
    with pytest.raises(DayNotClosed):
        seal_day(day, late_enough(day) - timedelta(seconds=1))
    assert folder.days() == {}
    seal_day(day, late_enough(day))
    assert set(folder.days()) == {day}


def test_a_day_without_a_table_is_no_day(days):
    long_ago = days[0] - timedelta(days=20)
    with pytest.raises(DayNotSealed):
        seal_day(long_ago, late_enough(long_ago))


def test_the_job_seals_what_is_closed_once(filled, folder):
    now = late_enough(filled[1])
    assert [one.day for one in seal_due(now) if one.day in filled] == filled[:2]
    assert [one.day for one in seal_due(now) if one.day in filled] == []


def test_numbers_are_dense_kept_and_lead_back(days):
    first, again = numbers_of(PEOPLE), numbers_of([*PEOPLE, 70_009])
    assert {person: again[person] for person in PEOPLE} == first
    assert len(set(again.values())) == 4
    assert people_of(np.array(list(again.values()))) == {number: person for person, number in again.items()}


def test_a_late_check_out_is_noted_and_sealed_anew_at_night(filled, folder):
    day, now = filled[0], late_enough(filled[0])
    add_visits([Stay(PEOPLE[2], 7, 3 * HOUR, 4 * HOUR)], start=day_start(day), left=False)
    before = seal_day(day, now)
    t_out = day_start(day) + timedelta(hours=9)
    Visit.objects.filter(person_id=PEOPLE[2], spot_id=7).update(t_out=t_out, t_eff=t_out)
    assert late.changed_days() == {day: 1}
    seal_due(now, with_changed=False)
    assert folder.days()[day] == before
    seal_due(now)
    assert (PEOPLE[2], 7, 3 * HOUR, 9 * HOUR) in in_files(folder, day)
    assert late.changed_days() == {}


def test_a_visit_that_comes_late_is_noted_and_one_that_changes_nothing_is_not(filled, folder):
    day = filled[0]
    seal_day(day, late_enough(day))
    Visit.objects.filter(person_id=PEOPLE[0]).update(colour=3)
    assert late.changed_days() == {}
    add_visits([Stay(70_005, 5, 5 * HOUR, 6 * HOUR)], start=day_start(day))
    numbers_of([70_005])
    before, now = late.late_stays([day])[day]
    assert (len(before), len(now)) == (1, 1)
    assert (now.t_in[0], now.t_eff[0]) == tuple(seconds_of(day_start(day)) + h * HOUR for h in (5, 6))


def test_changes_of_an_open_day_cost_nothing(filled):
    Visit.objects.filter(person_id=PEOPLE[0]).delete()
    assert LateChange.objects.count() == 0


def test_a_change_committed_while_the_day_is_read_stays_noted(filled, folder, monkeypatch):
    """What the snapshot did not see must not be forgotten with what it saw."""
    day, exported = filled[0], exporting.exported

    def exported_slowly(of_day):
        rows = exported(of_day)
        in_another_process(
            f"UPDATE visits_visit SET t_eff = t_eff + interval '1 hour' WHERE person_id = {PEOPLE[1]}"
        )
        return rows

    monkeypatch.setattr(exporting, "exported", exported_slowly)
    seal_day(day, late_enough(day))
    assert late.changed_days() == {day: 2}
    assert in_files(folder, day) == sorted(map(tuple, STAYS))


def in_another_process(statement: str) -> None:
    import psycopg

    from tests.factories.scan import database_url

    with psycopg.connect(database_url()) as other:
        other.execute(statement)


def test_files_that_differ_from_the_rows_are_refused(filled, folder, monkeypatch):
    day = filled[0]
    before = seal_day(day, late_enough(day))
    write_hot = writing.write_hot

    def write_wrongly(part, columns):
        write_hot(part, columns.take(np.arange(len(columns) - 1)))

    monkeypatch.setattr(sealing, "write_hot", write_wrongly)
    with pytest.raises(SealDiffers):
        seal_day(day, late_enough(day))
    assert folder.days()[day] == before


class TestErasure:
    """Somebody erased leaves the files; at once nobody can tell any more who a number was."""

    def erase(self, person_id: int) -> None:
        with transaction.atomic():
            forget_visits(person_id)
            forget_person(person_id)

    def test_the_number_means_nobody_at_once_and_leaves_the_files_at_night(self, filled, folder):
        day, now = filled[0], late_enough(filled[0])
        seal_day(day, now)
        number = numbers_of([PEOPLE[1]])[PEOPLE[1]]
        self.erase(PEOPLE[1])
        assert people_of(np.array([number])) == {}
        assert not PersonNumber.objects.filter(person_id=PEOPLE[1]).exists()
        assert not LateChange.objects.filter(person_id=PEOPLE[1]).exists()
        assert list(ForgottenNumber.objects.values_list("number", flat=True)) == [number]
        seal_due(now)
        assert in_files(folder, day) == sorted(tuple(stay) for stay in STAYS if stay.person != PEOPLE[1])
        assert not ForgottenNumber.objects.exists()
        assert folder.days()[day].fingerprint == exporting.fingerprint_of(day)

    def test_also_from_days_whose_rows_are_gone(self, filled, folder):
        day, now = filled[0], late_enough(filled[0])
        seal_day(day, now)
        assert let_go(day)
        self.erase(PEOPLE[1])
        seal_due(now)
        assert in_files(folder, day) == sorted(tuple(stay) for stay in STAYS if stay.person != PEOPLE[1])

    def test_no_generation_with_the_person_is_left_on_the_disk(self, filled, folder):
        day, now = filled[0], late_enough(filled[0])
        old = seal_day(day, now)
        self.erase(PEOPLE[1])
        seal_due(now)
        assert not folder.folder_of(old).exists()


class TestLettingGo:
    """Rows leave the database only when the files hold exactly the same, and no scan can come any more."""

    def test_equal_rows_go_and_the_files_stay(self, filled, folder):
        day = filled[0]
        seal_day(day, late_enough(day))
        assert let_go(day)
        assert day not in exporting.days_with_rows()
        assert in_files(folder, day) == sorted(map(tuple, STAYS))

    def test_unsealed_rows_stay(self, filled):
        assert not let_go(filled[0])
        assert filled[0] in exporting.days_with_rows()

    @pytest.mark.parametrize("is_noted", [True, False])
    def test_rows_that_changed_since_stay(self, filled, is_noted):
        day = filled[0]
        seal_day(day, late_enough(day))
        Visit.objects.filter(person_id=PEOPLE[0]).update(t_eff=day_start(day) + timedelta(hours=20))
        if not is_noted:
            LateChange.objects.all().delete()  # Even if nothing had been noted, the comparison finds it.
        assert not let_go(day)
        assert day in exporting.days_with_rows()

    def test_a_day_to_which_scans_may_come_keeps_its_rows(self, filled):
        day = filled[0]
        seal_day(day, late_enough(day))
        soon, late_on = day + timedelta(days=8), day + timedelta(days=9)
        assert day not in let_go_before(day + timedelta(days=1), soon)
        assert day in let_go_before(day + timedelta(days=1), late_on)


def test_days_are_kept_for_four_weeks(filled, folder):
    """Lesson L12: the day after, no file, no manifest and no old generation knows who was where."""
    day = filled[0]
    sealed = seal_day(day, late_enough(day))
    last = day_start(day + timedelta(days=28)) - timedelta(seconds=1)
    seal_due(last)
    assert day in folder.days()
    seal_due(last + timedelta(seconds=1))
    assert day not in folder.days()
    assert not folder.folder_of(sealed).exists()


@pytest.mark.parametrize(("hour", "is_quiet"), [(0, False), (1, True), (4, True), (5, False), (12, False)])
def test_night_is_when_the_city_sleeps(days, hour, is_quiet):
    assert is_quiet_hour(day_start(days[0]) + timedelta(hours=hour)) is is_quiet


# Loads everything once, then falls in a process of its own for each order it reads: data folder, day, step.
_FALL = """
import os, signal, sys
from datetime import date
from pathlib import Path

import django
django.setup()
from django.conf import settings
from antoan.domains.tracing.rules.days import closed_from
from antoan.domains.tracing.sealing import layout
from antoan.domains.tracing.services import sealing

def fall(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)

def after(function):
    def then_fall(*arguments, **named):
        function(*arguments, **named)
        fall()
    return then_fall

def seal_and_fall(data, day, step):
    settings.DATA = Path(data)
    match step:
        case "after the archive": sealing.write_archive = after(sealing.write_archive)
        case "before the manifest": layout.Sealed.put_in_force = fall
        case "with half a manifest": layout.Path.replace = fall
        case "after the manifest": layout.Sealed.put_in_force = after(layout.Sealed.put_in_force)
    sealing.seal_day(date.fromisoformat(day), closed_from(date.fromisoformat(day)))

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        try:
            seal_and_fall(*line.rstrip("\\n").split("|"))
        finally:
            os._exit(0)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
STEPS = ("after the archive", "before the manifest", "with half a manifest", "after the manifest")


@pytest.fixture(scope="module")
def faller(django_db_setup, tmp_path_factory):
    with (tmp_path_factory.mktemp("faller") / "log").open("w") as log, subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", _FALL],
        env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
    ) as process:  # fmt: skip
        yield process
        process.stdin.close()


@pytest.mark.parametrize("step", STEPS)
def test_whoever_is_killed_while_sealing_leaves_a_whole_set_in_force(filled, folder, faller, step):
    """kill -9 at each step: the old set or the new one, never a mixture; the next run finishes and tidies up."""
    day, now = filled[0], late_enough(filled[0])
    old = seal_day(day, now)
    changed = day_start(day) + timedelta(hours=21)
    Visit.objects.filter(person_id=PEOPLE[1], spot_id=5).update(t_out=changed, t_eff=changed)
    print(folder.root.parent, day, step, sep="|", file=faller.stdin, flush=True)
    assert int(faller.stdout.readline()) == -signal.SIGKILL
    new = sorted(
        (
            stay.person,
            stay.spot,
            stay.t_in,
            21 * HOUR if (stay.person, stay.spot) == (PEOPLE[1], 5) else stay.t_eff,
        )
        for stay in STAYS
    )
    is_new = STEPS.index(step) >= STEPS.index("after the manifest")
    assert (folder.days()[day] != old) is is_new
    assert in_files(folder, day) == (new if is_new else sorted(map(tuple, STAYS)))
    assert late.changed_days() == {day: 1}  # Noted until it is done.
    seal_due(now)
    assert in_files(folder, day) == new
    assert late.changed_days() == {}
    assert len(list((folder.root / day.isoformat()).iterdir())) == 1


def environment() -> dict[str, str]:
    """Return an environment in which another process sees this test's database and keys."""
    from tests.factories.scan import database_url

    return {
        **os.environ,
        "ANTOAN_DATABASE_URL": database_url(),
        "DJANGO_SETTINGS_MODULE": "antoan.config.settings.base",
    }


@pytest.fixture(autouse=True)
def quiet():
    with structlog.testing.capture_logs():
        yield


def test_sealing_needs_no_open_transaction_of_its_caller(filled):
    with transaction.atomic(), pytest.raises(RuntimeError):
        seal_day(filled[0], late_enough(filled[0]))
    assert connection.in_atomic_block is False
