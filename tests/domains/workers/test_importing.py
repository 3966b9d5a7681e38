"""A unit brings its list as a file: checked row by row, loaded whole, compared, undone; killed at any point it goes on."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.units.errors import UnitNotFound
from antoan.domains.workers import services
from antoan.domains.workers.errors import ImportInUse
from antoan.domains.workers.importing.importer import WorkersImporter
from antoan.domains.workers.models import Cohort, Worker
from antoan.domains.workers.queries.files import all_faulty_rows, file_of, preview_of
from antoan.domains.workers.values import Link
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.db.history import history
from antoan.foundation.imports import services as imports
from antoan.foundation.imports.errors import (
    FileMissing,
    FileTooLarge,
    RunNotFound,
    RunTaken,
    RunUnderWay,
    TooManyRuns,
    UndoTooLate,
    WrongMoment,
)
from antoan.foundation.imports.limits import ATTEMPTS_MAX, BATCH_ROWS, FILE_BYTES_MAX
from antoan.foundation.imports.models import ImportRow, ImportRun
from antoan.foundation.imports.services import advancing, loading
from antoan.foundation.imports.services.advancing import advance, left_runs
from antoan.foundation.imports.services.retaining import retain
from antoan.foundation.imports.sources import sources
from antoan.foundation.imports.values import RowState, RunState
from antoan.kit import clock as times
from antoan.kit.errors import Forbidden
from tests.factories.people import a_person
from tests.factories.tables import a_csv
from tests.factories.units import someone_as
from tests.factories.workers import (
    HEADER,
    a_factory,
    a_list_file,
    a_row,
    a_submitted_list,
    a_worker,
    brought,
    loaded,
    manager_of,
    with_contact,
    worked_on,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def clock(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


@pytest.fixture
def unit():
    return a_factory()


def on_list(unit):
    return Worker.objects.filter(unit=unit.id, ended_at__isnull=True)


def faults_of(run) -> dict[int, list[tuple[str, str]]]:
    return {
        row.row.number: [(fault.column, fault.code) for fault in row.faults if not fault.is_warning]
        for row in all_faulty_rows(SYSTEM, int(run.owner_id), run.id)
    }


def test_a_file_is_read_checked_and_waits_for_a_decision(unit):
    an = a_person()
    run = brought(unit, a_list_file(a_row(an), a_row(), a_row(paper="12345")), manager_of(unit))
    assert (run.state, run.counts.good, run.counts.faulty, run.summary.rows) == (RunState.CHECKED, 2, 1, 3)
    assert faults_of(run) == {4: [("paper", "unreadable")]}
    assert not on_list(unit).exists()


def test_the_file_is_gone_once_its_rows_are_stored(unit, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        run = services.import_file(
            actor=SYSTEM, unit_id=unit.id, run_id=uuid4(), file_name="a", data=a_list_file(a_row())
        )
    assert len(list(sources().folder.glob("*/*"))) == 1
    with django_capture_on_commit_callbacks(execute=True):
        advance(run.id)
    assert list(sources().folder.glob("*/*")) == []


def test_good_rows_are_loaded_and_what_stands_there_is_what_was_sent(unit):
    an = a_person()
    run = loaded(unit, a_list_file(a_row(an), a_row(), a_row(paper="12345")), manager_of(unit))
    assert (run.state, run.counts.loaded, run.counts.faulty) == (RunState.LOADED, 2, 1)
    assert run.sent_digest == run.loaded_digest != ""
    assert sorted(on_list(unit).values_list("link", "person_id")) == [
        (Link.LINKED, an.id),
        (Link.PENDING, None),
    ]
    assert list(Cohort.objects.values_list("name", flat=True)) == ["Tổ A"]


def test_content_of_loaded_rows_is_let_go_and_that_of_faulty_ones_stays_to_be_mended(unit):
    run = loaded(unit, a_list_file(a_row(), a_row(paper="12345")))
    assert ImportRow.objects.get(run=run.id, state=RowState.LOADED).content == ""
    (row,) = all_faulty_rows(SYSTEM, unit.id, run.id)
    assert row.row.text("paper") == "12345"


def test_nothing_is_loaded_when_none_is_wanted(unit):
    run = brought(unit, a_list_file(a_row()))
    assert services.discard_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id).state is RunState.DISCARDED
    assert services.discard_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id).state is RunState.DISCARDED
    with pytest.raises(WrongMoment):
        services.load_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id)
    assert not on_list(unit).exists()


def test_a_file_without_a_good_row_cannot_be_loaded(unit):
    run = brought(unit, a_list_file(a_row(paper="12345")))
    with pytest.raises(WrongMoment):
        services.load_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id)


def test_the_same_file_twice_adds_nobody_twice(unit):
    data = a_list_file(a_row(a_person()), a_row())
    loaded(unit, data)
    again = brought(unit, data)
    assert (again.counts.good, again.counts.known) == (0, 2)
    assert on_list(unit).count() == 2


def test_sent_twice_is_taken_once(unit):
    run_id, data = uuid4(), a_list_file(a_row())
    sent = {"actor": SYSTEM, "unit_id": unit.id, "run_id": run_id, "file_name": "a.xlsx", "data": data}
    assert services.import_file(**sent) == services.import_file(**sent)
    assert ImportRun.objects.count() == 1
    with pytest.raises(RunTaken):
        services.import_file(**sent | {"unit_id": a_factory("Khác").id})


def test_one_paper_on_two_rows_is_a_fault_that_names_the_first(unit):
    an = a_person()
    run = brought(unit, a_list_file(a_row(an), a_row(), a_row(an)))
    (row,) = all_faulty_rows(SYSTEM, unit.id, run.id)
    assert (row.row.number, row.faults[0].code, row.faults[0].detail) == (4, "twice", "2")


def test_doubles_are_found_across_batches(unit):
    first = a_row()
    rows = [first, *(a_row() for _ in range(BATCH_ROWS)), first]
    run = brought(unit, a_csv([HEADER, *rows]))
    (row,) = all_faulty_rows(SYSTEM, unit.id, run.id)
    assert (row.row.number, row.faults[0].detail) == (BATCH_ROWS + 3, "2")


def test_many_rows_go_in_batches_and_none_is_lost(unit):
    rows = [a_row() for _ in range(2 * BATCH_ROWS + 7)]
    run = loaded(unit, a_csv([HEADER, *rows]))
    assert (run.counts.loaded, on_list(unit).count()) == (len(rows), len(rows))
    assert run.sent_digest == run.loaded_digest


def test_a_killed_worker_goes_on_where_it_was(unit, monkeypatch, transactional_db):
    """Every batch is tried, killed after its work and before its commit, and done again: nobody is there twice."""
    rows = [a_row() for _ in range(BATCH_ROWS + 7)]
    run = services.import_file(
        actor=SYSTEM, unit_id=unit.id, run_id=uuid4(), file_name="a.csv", data=a_csv([HEADER, *rows])
    )
    steps = dict(advancing._STEPS)
    kills = {"left": 0}

    def killed(step):
        def go(row):
            step(row)
            if kills["left"]:
                kills["left"] -= 1
                raise KeyboardInterrupt

        return go

    monkeypatch.setattr(advancing, "_STEPS", {state: killed(step) for state, step in steps.items()})

    def go_on():
        while True:
            kills["left"] = 1
            with pytest.raises(KeyboardInterrupt):
                advance(run.id)
            if not advance(run.id):
                return

    go_on()
    services.load_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id)
    go_on()
    assert on_list(unit).count() == len(rows)
    view = file_of(SYSTEM, unit.id, run.id)
    assert (view.state, view.sent_digest) == (RunState.LOADED, view.loaded_digest)
    services.undo_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id)
    go_on()
    assert file_of(SYSTEM, unit.id, run.id).state is RunState.UNDONE
    assert not Worker.objects.exists()


def test_a_step_that_always_fails_ends_and_takes_back_what_it_loaded(unit, monkeypatch, transactional_db):
    rows = [a_row() for _ in range(BATCH_ROWS + 1)]
    run = brought(unit, a_csv([HEADER, *rows]))
    services.load_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id)
    assert advance(run.id)
    assert on_list(unit).count() == BATCH_ROWS

    def fails(*given):
        raise OSError("disk full")

    monkeypatch.setattr(WorkersImporter, "load", fails)
    for _ in range(ATTEMPTS_MAX):
        with pytest.raises(OSError, match="disk full"):
            advance(run.id)
    view = worked_on(unit, run)
    assert (view.state, view.fault) == (RunState.FAILED, "stuck_loading")
    assert not on_list(unit).exists()


def test_a_short_import_is_an_error_and_is_taken_back(unit, monkeypatch):
    """Somebody deletes a row behind our back: counts and digest no longer agree (lesson L4)."""
    rows = [a_row() for _ in range(5)]
    run = brought(unit, a_csv([HEADER, *rows]))
    services.load_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id)
    assert advance(run.id)
    Worker.objects.filter(import_row=3).delete()
    view = worked_on(unit, run)
    assert (view.state, view.fault, view.fault_detail) == (RunState.FAILED, "short", "4/5")
    assert not on_list(unit).exists()


def test_a_changed_cell_is_noticed_too(unit):
    run = brought(unit, a_list_file(a_row(), a_row()))
    services.load_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id)
    assert advance(run.id)
    Worker.objects.filter(import_row=3).update(full_name="Ai Đó Khác")
    view = worked_on(unit, run)
    assert (view.state, view.fault_detail) == (RunState.FAILED, "2/2")


def test_the_digest_depends_on_order_and_content():
    assert loading.chained(b"", ["a", "b"]) == loading.chained(loading.chained(b"", ["a"]), ["b"])
    assert loading.chained(b"", ["a", "b"]) != loading.chained(b"", ["b", "a"])


def test_somebody_listed_while_the_file_waited_is_left_as_they_are(unit):
    an = a_person()
    run = brought(unit, a_list_file(a_row(an), a_row()))
    a_worker(unit, an)
    services.load_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id)
    view = worked_on(unit, run)
    assert (view.state, view.counts.loaded, view.counts.known) == (RunState.LOADED, 1, 1)
    assert on_list(unit).count() == 2


def test_a_whole_import_is_undone_with_all_that_was_written(unit):
    keep = a_worker(unit)
    run = loaded(unit, a_list_file(a_row(), a_row()))
    services.undo_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id)
    view = worked_on(unit, run)
    assert (view.state, view.counts.undone) == (RunState.UNDONE, 2)
    assert list(on_list(unit).values_list("pk", flat=True)) == [keep.id]
    assert set(history(Worker).values_list("id", flat=True)) == {keep.id}


def test_an_import_in_use_is_not_undone(unit):
    run = loaded(unit, a_list_file(a_row()))
    submitted = a_submitted_list(with_contact(unit))
    with pytest.raises(ImportInUse):
        services.undo_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id)
    services.withdraw_list(actor=SYSTEM, unit_id=unit.id, number=submitted.number)
    services.undo_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id)


def test_an_import_can_be_undone_for_thirty_days(unit, clock):
    run = loaded(unit, a_list_file(a_row()))
    clock.move_to(NOW + timedelta(days=30, seconds=1))
    with pytest.raises(UndoTooLate):
        services.undo_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id)
    clock.move_to(NOW + timedelta(days=30))
    services.undo_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id)


def test_a_file_that_cannot_be_read_says_why(unit):
    run = brought(unit, b"%PDF-1.7")
    assert (run.state, run.fault) == (RunState.REFUSED, "not_a_table")
    missing = brought(unit, a_csv([["Họ và tên", "Ngày sinh"], ["An", "1990"]]))
    assert (missing.fault, missing.fault_detail) == ("columns_missing", "Số CCCD, CMND hoặc hộ chiếu")


def test_a_file_lost_before_it_was_read_says_so(unit):
    run = services.import_file(
        actor=SYSTEM, unit_id=unit.id, run_id=uuid4(), file_name="a", data=a_list_file(a_row())
    )
    sources().drop(ImportRun.objects.get().stored_as)
    assert worked_on(unit, run).fault == "file_lost"


def test_bounds_of_what_is_taken(unit):
    with pytest.raises(FileMissing):
        brought(unit, b"")
    with pytest.raises(FileTooLarge):
        brought(unit, bytes(FILE_BYTES_MAX + 1))
    for _ in range(30):
        brought(unit, b"%PDF")
    with pytest.raises(TooManyRuns):
        brought(unit, b"%PDF")


def test_one_import_at_a_time_and_a_new_file_replaces_one_that_waits_for_a_decision(unit):
    first = services.import_file(
        actor=SYSTEM, unit_id=unit.id, run_id=uuid4(), file_name="a", data=a_list_file(a_row())
    )
    with pytest.raises(RunUnderWay):
        brought(unit, a_list_file(a_row()))
    assert worked_on(unit, first).state is RunState.CHECKED
    second = brought(unit, a_list_file(a_row()))
    assert file_of(SYSTEM, unit.id, first.id).state is RunState.DISCARDED
    assert second.state is RunState.CHECKED


def test_another_units_import_is_not_there(unit):
    run, other = brought(unit, a_list_file(a_row())), a_factory("Nhà máy khác")
    with pytest.raises(UnitNotFound):
        file_of(manager_of(other), unit.id, run.id)
    for act in (services.load_file, services.discard_file, services.undo_file):
        with pytest.raises(RunNotFound):
            act(actor=manager_of(other), unit_id=other.id, run_id=run.id)
    with pytest.raises(RunNotFound):
        file_of(manager_of(other), other.id, run.id)
    with pytest.raises(Forbidden):
        brought(unit, a_list_file(a_row()), someone_as("district_supervisor", ScopeKind.CITY))


def test_runs_left_by_a_fallen_worker_are_found(unit, clock):
    run = services.import_file(
        actor=SYSTEM, unit_id=unit.id, run_id=uuid4(), file_name="a", data=a_list_file(a_row())
    )
    assert left_runs() == []
    clock.move_to(NOW + timedelta(minutes=2, seconds=1))
    assert left_runs() == [run.id]
    assert worked_on(unit, run).state is RunState.CHECKED
    assert left_runs() == []


def test_content_is_let_go_after_a_week(unit, clock):
    waiting = brought(unit, a_list_file(a_row()))
    other = a_factory("Khác")
    faulty = brought(other, a_list_file(a_row(), a_row(paper="1")))
    services.discard_file(actor=SYSTEM, unit_id=other.id, run_id=faulty.id)
    clock.move_to(NOW + timedelta(days=7))
    assert retain(now=times.now()) == 0
    clock.move_to(NOW + timedelta(days=7, seconds=1))
    assert retain(now=times.now()) == 2
    assert retain(now=times.now()) == 0
    assert file_of(SYSTEM, unit.id, waiting.id).state is RunState.DISCARDED
    assert {row.content for row in ImportRow.objects.all()} == {""}
    assert not ImportRow.objects.filter(key__isnull=False).exists()


def test_an_erased_person_leaves_no_row_of_any_import(unit):
    an = a_person()
    loaded(unit, a_list_file(a_row(an)))
    other = a_factory("Khác")
    brought(other, a_list_file(a_row(an), a_row(an, paper="hỏng"), a_row()))
    assert ImportRow.objects.count() == 4
    erase_person(actor=SYSTEM, person_id=an.id, ground=ErasureGround.OWN_REQUEST)
    (left,) = ImportRow.objects.all()
    assert left.number == 4
    assert not Worker.objects.filter(full_name=an.full_name).exists()
    assert not history(Worker).filter(full_name=an.full_name).exists()


def test_preview_shows_the_first_rows_and_those_with_faults(unit):
    run = brought(unit, a_list_file(a_row(), a_row(paper="1"), a_row(phone="12")))
    first, faulty, warned = preview_of(SYSTEM, unit.id, run.id)
    assert [row.row.number for row in first] == [2, 3, 4]
    assert [row.row.number for row in faulty] == [3]
    assert [(row.row.number, row.faults[0].code) for row in warned] == [(4, "phone_ignored")]


def test_progress_is_told_in_percent(unit):
    run = services.import_file(
        actor=SYSTEM, unit_id=unit.id, run_id=uuid4(), file_name="a",
        data=a_csv([HEADER, *(a_row() for _ in range(2 * BATCH_ROWS))]),
    )  # fmt: skip
    seen = [run.percent]
    while advance(run.id):
        seen.append(file_of(SYSTEM, unit.id, run.id).percent)
    assert seen == [0, 0, 50, 100]
    services.load_file(actor=SYSTEM, unit_id=unit.id, run_id=run.id)
    advance(run.id)
    assert file_of(SYSTEM, unit.id, run.id).percent == 50


def test_imports_of_nobody_are_refused(unit):
    with pytest.raises(RunNotFound):
        imports.load_run(uuid4())
    assert advance(uuid4()) is False
