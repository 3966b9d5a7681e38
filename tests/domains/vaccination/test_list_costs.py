"""What a list of doses costs: the statements of a batch are the same for two rows and for twenty."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from antoan.domains.people.values import DocumentKind, Paper
from antoan.domains.records.models import Vaccination
from antoan.domains.vaccination import services
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.imports.services import advance
from antoan.foundation.imports.services.starting import NewImport, start_import
from antoan.foundation.imports.values import RunState
from tests.factories.doses import a_dose_file, a_dose_row, loaded, worked_on
from tests.factories.people import a_person
from tests.factories.records import SELF, a_dose
from tests.factories.workers import a_factory

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
SEPTEMBER = date(2021, 9, 1)
# Of a batch with two transactions of its own, however many rows: stated, and to be argued over when it grows.
CHECK_STATEMENTS_MAX = 25
LOAD_STATEMENTS_MAX = 60
UNDO_STATEMENTS_MAX = 50
LOOK_STATEMENTS_MAX = 40


@pytest.fixture(autouse=True)
def clock(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(NOW, tick=False) as travelled:
        yield travelled


def statements(run_id) -> int:
    """Do one batch, and return how many statements it took."""
    with CaptureQueriesContext(
        connection,
    ) as asked:
        advance(run_id)
    return len(asked)


def costs(rows: list[list[str]]) -> tuple[int, int, int]:
    """Bring a list and take it back; return the statements of checking, loading and undoing its one batch."""
    from uuid import uuid4

    from antoan.domains.vaccination.importing.values import KIND

    unit = a_factory(f"Trạm {len(rows)} dòng")
    run = start_import(actor=SYSTEM, new=NewImport(uuid4(), KIND, str(unit.id), "x.csv", a_dose_file(*rows)))
    advance(run.id)  # Reads the file.
    check = statements(run.id)
    worked_on(run)
    services.load_doses_file(actor=SYSTEM, owner_id=str(unit.id), run_id=run.id)
    load = statements(run.id)
    assert worked_on(run).state is RunState.LOADED
    services.undo_doses_file(actor=SYSTEM, owner_id=str(unit.id), run_id=run.id)
    undo = statements(run.id)
    assert worked_on(run).state is RunState.UNDONE
    return check, load, undo


def people_with_rows(count: int, *, first: int) -> list[list[str]]:
    """Return rows of new people: of each three one is new, one was declared before, one is nobody's."""
    rows = []
    for number in range(first, first + count):
        known = a_person("Nguyễn Văn Mới", date(1980, 1, 2) + timedelta(days=number))
        waits = a_person("Nguyễn Văn Chờ", date(1985, 1, 2) + timedelta(days=number))
        a_dose(waits.id, SEPTEMBER, origin=SELF)
        rows += [a_dose_row(known), a_dose_row(waits), a_dose_row(lot=f"L{number}")]
    return rows


def test_a_batch_of_many_rows_takes_the_statements_of_a_batch_of_few():
    few, many = costs(people_with_rows(1, first=0)), costs(people_with_rows(7, first=100))
    assert few == many
    assert all(
        count <= most
        for count, most in zip(
            many, (CHECK_STATEMENTS_MAX, LOAD_STATEMENTS_MAX, UNDO_STATEMENTS_MAX), strict=True
        )
    ), many


def found_later(count: int, *, first: int) -> int:
    """Bring rows of people whom nobody knows, register them, and return the statements of looking again."""
    unit = a_factory(f"Trạm {count} người")
    born = [date(1970, 1, 2) + timedelta(days=number) for number in range(first, first + count)]
    papers = [f"079070{number:06}" for number in range(first, first + count)]
    rows = [
        a_dose_row(name="Lâm Văn Sau", gender="Nam", birth=f"{day:%d/%m/%Y}", paper=paper)
        for day, paper in zip(born, papers, strict=True)
    ]
    for half in (rows[::2], rows[1::2]):  # Rows of two files.
        loaded(unit.id, a_dose_file(*half, a_dose_row(lot=f"L{len(half)}{first}")))
    for day, paper in zip(born, papers, strict=True):
        a_person("Lâm Văn Sau", day, documents=(Paper(DocumentKind.CCCD, paper),))
    with CaptureQueriesContext(connection) as asked:
        looked = services.look_again(actor=SYSTEM, owner_id=str(unit.id))
    assert looked.placed == count
    return len(asked)


def test_placing_many_rows_again_takes_the_statements_of_placing_few():
    few, many = found_later(2, first=0), found_later(12, first=100)
    assert few == many
    assert many <= LOOK_STATEMENTS_MAX


def test_a_dose_that_waited_and_stands_twice_in_a_list_waits_again_when_the_list_is_undone():
    unit, an = a_factory("Trạm Y tế Bến Nghé"), a_person()
    a_dose(an.id, SEPTEMBER, origin=SELF)
    run = loaded(unit.id, a_dose_file(a_dose_row(an), a_dose_row(an)))
    assert (run.counts.loaded, run.counts.known) == (1, 1)
    services.undo_doses_file(actor=SYSTEM, owner_id=run.owner_id, run_id=run.id)
    worked_on(run)
    (row,) = Vaccination.objects.filter(person=an.id)
    assert (row.state, row.source, row.verified_at) == ("unverified", "self", None)


def test_a_dose_struck_out_since_stays_so_when_its_list_is_undone():
    from antoan.domains.records.services import annul_record
    from antoan.domains.records.values import RecordKind

    unit, an = a_factory("Trạm Y tế Bến Nghé"), a_person()
    run = loaded(unit.id, a_dose_file(a_dose_row(an)))
    (row,) = Vaccination.objects.filter(person=an.id)
    annul_record(actor=SYSTEM, kind=RecordKind.VACCINATION, record_id=row.pk, because="Ghi nhầm người.")
    services.undo_doses_file(actor=SYSTEM, owner_id=run.owner_id, run_id=run.id)
    worked_on(run)
    row.refresh_from_db()
    assert (row.state, row.annulled_because) == ("annulled", "Ghi nhầm người.")
