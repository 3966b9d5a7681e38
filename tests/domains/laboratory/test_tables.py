"""A laboratory sends results as a spreadsheet: each row for itself, faults named as the spreadsheet numbers them."""

from datetime import UTC, datetime

import pytest

from antoan.domains.laboratory import services
from antoan.domains.laboratory.errors import TableUnreadable
from antoan.domains.laboratory.models import Tube
from antoan.domains.laboratory.tables import COLUMNS, read_results
from antoan.domains.laboratory.values import TubeResult
from antoan.domains.records.models import TestResult
from antoan.domains.records.values import TestOutcome
from antoan.foundation.accounts.actor import SYSTEM
from tests.factories.laboratory import a_tube
from tests.factories.people import a_person
from tests.factories.tables import a_csv, an_xlsx
from tests.factories.vaccination import code_of
from tests.factories.workers import a_factory

HEADER = [column.title for column in COLUMNS]


@pytest.mark.parametrize("write", [a_csv, an_xlsx])
def test_results_are_read_as_laboratories_write_them(write):
    read = read_results(
        write(
            [
                ["Phòng xét nghiệm"], HEADER, ["hc-0001", "ÂM TÍNH", "08:30 15/10/2021"],
                ["HC-0002", "Positive", "2021-10-15 8:30"], ["HC-0003", "Nghi ngờ", ""], ["HC-0004", "?", ""],
                ["", "Âm tính", ""], ["HC-0005", "Âm tính", "15/10/2021"],
            ]
        )
    )  # fmt: skip
    at = datetime(2021, 10, 15, 1, 30, tzinfo=UTC)
    assert read.results == [
        (3, TubeResult("hc-0001", TestOutcome.NEGATIVE, at)),
        (4, TubeResult("HC-0002", TestOutcome.POSITIVE, at)),
        (5, TubeResult("HC-0003", TestOutcome.DOUBTFUL, None)),
    ]
    assert read.faults == [
        (6, "HC-0004", "laboratory:result:unreadable"),
        (7, "", "laboratory:barcode:unreadable"),
        (8, "HC-0005", "laboratory:result:unreadable"),
    ]


@pytest.mark.parametrize(
    "raw", [b"", b"%PDF-1.7", b"a,b\n1,2\n", a_csv([HEADER, *[["HC-0001", "-", ""]] * 5_001])]
)
def test_what_is_no_table_of_results_is_refused_whole(raw):
    with pytest.raises(TableUnreadable):
        read_results(raw)


@pytest.mark.django_db
def test_a_table_answers_tubes_once_and_names_its_bad_rows():
    unit, person = a_factory("Phòng xét nghiệm"), a_person()
    tube = a_tube(unit.id)
    services.add_person(actor=SYSTEM, tube_id=tube.id, code=code_of(person))
    row = [tube.barcode, "Âm tính", ""]
    raw = a_csv([HEADER, ["KHONG-CO", "Âm tính", ""], row, ["XX-1111", "lạ", ""]])
    taken = services.take_table(actor=SYSTEM, raw=raw)
    assert (taken.rows, taken.done, taken.known) == (3, 1, 0)
    assert taken.faults == (
        (2, "KHONG-CO", "laboratory:tube:not_found"),
        (4, "XX-1111", "laboratory:result:unreadable"),
    )
    assert services.take_table(actor=SYSTEM, raw=raw).known == 1
    assert TestResult.objects.get(person=person.id).outcome == TestOutcome.NEGATIVE
    assert Tube.objects.get(pk=tube.id).source == "table"
