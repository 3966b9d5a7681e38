"""Lists leave only with a purpose and a second person's word; no cell is a formula; the file counts itself (L3, L4, L10)."""

import csv
import hashlib
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO

import openpyxl
import pytest
import time_machine

from antoan.domains.policy.services import publish_shipped
from antoan.domains.tracing.errors import (
    CaseNotFound,
    ExportNotAllowed,
    ExportNotFound,
    OwnExport,
    ReasonMissing,
)
from antoan.domains.tracing.exporting import Sheet, Watermark, as_csv, as_xlsx
from antoan.domains.tracing.queries.exports import export_for, exports_of, exports_to_allow
from antoan.domains.tracing.services.cases import close_case
from antoan.domains.tracing.services.exporting import Form, allow_export, ask_export, make_export
from antoan.domains.visits.services import open_days_around
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.errors import Conflict, Forbidden
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.tracing import Outbreak, a_tracing, an_outbreak, tracer
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db

NOON = datetime(2021, 11, 20, 5, tzinfo=UTC)
PURPOSE = "Bàn giao trạm y tế phường"
MARK = Watermark((("Người xuất", "=Ca trực"), ("Lúc", "20/11/2021 12:00")))
# What spreadsheets have taken for formulas, in full-width form too.
NASTY = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", '=HYPERLINK("http://x","y")', "=cmd|' /C calc'!A0",
    "https://example.org", "{=A1}", "001234567890",
)  # fmt: skip


@pytest.fixture(autouse=True)
def november(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(NOON, tick=False):
        publish_shipped(actor=SYSTEM)
        open_days_around(clock.today())
        yield


@pytest.fixture
def outbreak() -> Outbreak:
    return an_outbreak(NOON, ward_id=ward("26740", on=NOON.date()).id)


def health(account_id: int = 61):
    return someone_as("city_health", ScopeKind.CITY, account_id=account_id)


def asked(outbreak, *, by=None):
    case = a_tracing(outbreak)
    return case, ask_export(actor=by or tracer(), export_id=uuid7(), number=case.number, purpose=PURPOSE)


class TestTwoPeople:
    """One asks and says why, another allows, the first takes it, within a day."""

    def test_what_nobody_allowed_does_not_leave(self, outbreak):
        _, export = asked(outbreak)
        with pytest.raises(ExportNotAllowed):
            make_export(actor=tracer(), export_id=export.id, form=Form.CSV)

    def test_what_a_second_person_allowed_leaves_once_asked_for(self, outbreak):
        _, export = asked(outbreak)
        assert [one.id for one in exports_to_allow(health())] == [export.id]
        allow_export(actor=health(), export_id=export.id)
        assert exports_to_allow(health()) == []
        content, sheet = make_export(actor=tracer(), export_id=export.id, form=Form.CSV)
        assert len(sheet.rows) == 3
        assert "Lê Văn Bạn" in content.decode("utf-8-sig")

    def test_nobody_allows_their_own(self, outbreak):
        both = someone_as("city_health", ScopeKind.CITY, account_id=51)
        _, export = asked(outbreak)
        with pytest.raises(OwnExport):
            allow_export(actor=both, export_id=export.id)
        assert exports_to_allow(both) == []

    def test_nobody_takes_what_another_asked_for(self, outbreak):
        _, export = asked(outbreak)
        allow_export(actor=health(), export_id=export.id)
        with pytest.raises(ExportNotFound):
            make_export(actor=tracer(52), export_id=export.id, form=Form.CSV)
        with pytest.raises(Forbidden):
            make_export(actor=health(), export_id=export.id, form=Form.CSV)

    def test_the_word_lasts_a_day(self, outbreak):
        _, export = asked(outbreak)
        allow_export(actor=health(), export_id=export.id)
        with time_machine.travel(NOON + timedelta(hours=24) - timedelta(seconds=1), tick=False):
            make_export(actor=tracer(), export_id=export.id, form=Form.CSV)
        with time_machine.travel(NOON + timedelta(hours=24), tick=False), pytest.raises(ExportNotAllowed):
            make_export(actor=tracer(), export_id=export.id, form=Form.CSV)

    def test_a_closed_case_gives_nothing_out(self, outbreak):
        case, export = asked(outbreak)
        allow_export(actor=health(), export_id=export.id)
        close_case(actor=tracer(), number=case.number)
        with pytest.raises(Conflict):
            make_export(actor=tracer(), export_id=export.id, form=Form.CSV)

    def test_it_needs_a_purpose_and_the_right(self, outbreak):
        case = a_tracing(outbreak)
        with pytest.raises(ReasonMissing):
            ask_export(actor=tracer(), export_id=uuid7(), number=case.number, purpose="x")
        with pytest.raises(Forbidden):
            ask_export(actor=health(), export_id=uuid7(), number=case.number, purpose=PURPOSE)
        with pytest.raises(CaseNotFound):
            ask_export(actor=tracer(), export_id=uuid7(), number="K7M29QX", purpose=PURPOSE)

    def test_asked_twice_is_asked_once_and_an_id_is_not_anothers(self, outbreak):
        case, export = asked(outbreak)
        again = ask_export(actor=tracer(), export_id=export.id, number=case.number, purpose=PURPOSE)
        assert again == export
        with pytest.raises(ExportNotFound):
            ask_export(actor=tracer(52), export_id=export.id, number=case.number, purpose=PURPOSE)
        assert [one.id for one in exports_of(tracer(), case.number)] == [export.id]
        assert exports_of(tracer(52), case.number) == []

    def test_only_the_two_know_of_it(self, outbreak):
        _, export = asked(outbreak)
        assert export_for(tracer(), export.id) == export_for(health(), export.id) == export
        for other in (tracer(52), someone_as("ward_officer", ScopeKind.CITY)):
            with pytest.raises(ExportNotFound):
                export_for(other, export.id)

    def test_every_one_in_the_list_can_see_it_left_and_the_trail_counts(self, outbreak):
        _, export = asked(outbreak)
        allow_export(actor=health(), export_id=export.id)
        _, sheet = make_export(actor=tracer(), export_id=export.id, form=Form.XLSX)
        made = TrailEntry.objects.get(action="tracing.export.make")
        assert (made.detail["rows"], made.detail["sha256"], made.purpose) == (3, sheet.digest(), PURPOSE)
        held = TrailEntry.objects.filter(action="tracing.export.holds").values_list("person_id", flat=True)
        assert sorted(held) == sorted(
            p.id for p in (outbreak.colleague, outbreak.flatmate, outbreak.passer_by)
        )


class TestFiles:
    """No cell is a formula, whatever people are called."""

    SHEET = Sheet(("Tên", "Số"), tuple((text, number) for number, text in enumerate(NASTY)))

    def test_every_text_is_a_text_in_a_workbook_and_comes_back_whole(self):
        page = openpyxl.load_workbook(BytesIO(as_xlsx(self.SHEET, MARK))).active
        rows = list(page.iter_rows(min_row=7))
        assert [row[0].value for row in rows] == [
            text.replace("\r", "_x000D_") if "\r" in text else text for text in NASTY
        ]
        assert {cell.data_type for row in page.iter_rows() for cell in row} <= {"s", "n"}
        assert [row[1].value for row in rows] == list(range(len(NASTY)))

    def test_every_text_is_a_text_in_a_csv(self):
        lines = list(csv.reader(StringIO(as_csv(self.SHEET, MARK).decode("utf-8-sig"), newline="")))
        cells = [cell for line in lines for cell in line]
        starts = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
        assert [cell for cell in cells if cell.startswith(starts)] == []
        assert [line[0].removeprefix("'") for line in lines[6:]] == list(NASTY)

    def test_a_file_says_whose_it_is_and_counts_itself(self):
        text = as_csv(self.SHEET, MARK).decode("utf-8-sig")
        assert text.startswith("Người xuất: =Ca trực")
        assert f"Số dòng: {len(NASTY)}" in text
        hashed = hashlib.sha256()
        for name, number in self.SHEET.rows:
            hashed.update(f"{name}\x1f{number}\x1e".encode())
        assert hashed.hexdigest() in text

    def test_a_row_less_has_another_digest(self):
        assert Sheet(self.SHEET.headings, self.SHEET.rows[:-1]).digest() != self.SHEET.digest()

    def test_a_long_list_is_whole(self):
        """Lesson L4: 15,841 cases were lost to a limit of rows."""
        many = Sheet(("Tên", "Số"), tuple((f"Người {n}", n) for n in range(70_000)))
        page = openpyxl.load_workbook(BytesIO(as_xlsx(many, MARK)), read_only=True).active
        assert sum(1 for _ in page.iter_rows(min_row=7)) == 70_000
        assert as_csv(many, MARK).count(b"\r\n") == 70_000 + 6
