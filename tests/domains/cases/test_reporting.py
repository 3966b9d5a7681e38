"""A case is reported on the form of the day, within the time of its group; what is late stays late."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.cases.diseases import group_of_score, listed_on
from antoan.domains.cases.errors import CaseVoid, ReportUnreadable
from antoan.domains.cases.forms import FieldKind, form_on, forms, read_answers
from antoan.domains.cases.models import CaseFile, CaseReport
from antoan.domains.cases.queries.files import case_file, reports_of
from antoan.domains.cases.rules import due_after, report_state
from antoan.domains.cases.services.reporting import file_report
from antoan.domains.cases.values import Delay, ReportState
from antoan.domains.records.services import annul_record
from antoan.domains.records.values import RecordKind
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from antoan.kit.clock import CITY_ZONE
from tests.factories.people import a_person
from tests.factories.records import a_case

NOON = datetime(2026, 11, 20, 5, tzinfo=UTC)
SENT = {
    "subject": "ill",
    "diagnosis": "laboratory",
    "treatment": "outpatient",
    "reporter": "Trạm y tế Bến Nghé",
}


@pytest.mark.parametrize(
    ("on", "group", "delay"),
    [
        (date(2020, 1, 1), "A", Delay.HOURS_24),
        (date(2023, 10, 19), "A", Delay.HOURS_24),
        (date(2023, 10, 20), "B", Delay.HOURS_48),
        (date(2026, 6, 30), "B", Delay.HOURS_48),
        (date(2026, 7, 1), "B", Delay.HOURS_48),
    ],
)
def test_the_group_of_a_day_and_its_delay_are_data_marked_unconfirmed(on, group, delay):
    listing = listed_on(on)
    assert (listing.group, listing.delay, listing.is_unconfirmed) == (group, delay, True)


@pytest.mark.parametrize(("score", "group"), [(12, "A"), (10, "A"), (9, "B"), (7, "B"), (6, "C"), (4, "C")])
def test_the_group_follows_from_the_points(score, group):
    assert group_of_score(score) == group


@pytest.mark.parametrize("score", [3, 13])
def test_no_four_criteria_give_such_points(score):
    with pytest.raises(ValueError, match="four criteria"):
        group_of_score(score)


@pytest.mark.parametrize(
    ("noticed", "delay", "due"),
    [
        ("2026-11-20T12:00", Delay.HOURS_24, "2026-11-21T12:00"),
        ("2026-11-20T12:00", Delay.HOURS_48, "2026-11-22T12:00"),
        ("2026-11-16T00:00", Delay.WEEKLY, "2026-11-23T00:00"),  # Monday's first moment
        ("2026-11-22T23:59", Delay.WEEKLY, "2026-11-23T00:00"),  # Sunday's last minute
        ("2026-11-23T00:00", Delay.WEEKLY, "2026-11-30T00:00"),
    ],
)
def test_a_report_is_due_hours_after_it_was_known_or_with_the_city_week(noticed, delay, due):
    at = datetime.fromisoformat(noticed).replace(tzinfo=CITY_ZONE)
    assert due_after(at, delay) == datetime.fromisoformat(due).replace(tzinfo=CITY_ZONE)


def test_at_its_deadline_a_report_is_in_time_and_a_moment_later_it_is_not():
    second = timedelta(seconds=1)
    assert report_state(due_at=NOON, reported_at=None, now=NOON) is ReportState.WAITING
    assert report_state(due_at=NOON, reported_at=None, now=NOON + second) is ReportState.OVERDUE
    assert report_state(due_at=NOON, reported_at=NOON, now=NOON + second) is ReportState.REPORTED
    assert report_state(due_at=NOON, reported_at=NOON + second, now=NOON) is ReportState.LATE
    assert report_state(due_at=None, reported_at=None, now=NOON) is ReportState.UNASKED


@pytest.mark.parametrize(
    ("on", "form"),
    [
        (date(2020, 1, 1), "phieu-3638-2021"),
        (date(2026, 6, 30), "phieu-3638-2021"),
        (date(2026, 7, 1), "mau-01-2026"),
    ],
)
def test_the_form_is_that_of_the_day(on, form):
    assert form_on(on).id == form


def test_every_choice_has_choices_and_no_form_asks_what_is_known():
    for form in forms():
        assert len({field.key for field in form.fields}) == len(form.fields)
        assert all(bool(field.choices) == (field.kind is FieldKind.CHOICE) for field in form.fields)
        assert not any(field.is_required for field in form.fields if field.kind is FieldKind.KNOWN)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("subject", "<script>"), ("subject", ""), ("doses", "-1"), ("doses", "٣"), ("doses", "100"), ("onset_on", "2026-11-21"),
        ("onset_on", "hôm qua"), ("job", "x" * 201), ("history", "x" * 2_001), ("reporter", " \t"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(key, text):
    answers, faulty = read_answers(form_on(NOON.date()), SENT | {key: text}, today=NOON.date())
    assert faulty == [key]
    assert key not in answers


@pytest.mark.django_db
class TestFiling:
    """A report of somebody."""

    @pytest.fixture(autouse=True)
    def november(self):
        with time_machine.travel(NOON, tick=False) as travelled:
            yield travelled

    @pytest.fixture
    def file_id(self) -> int:
        an = a_person("Lê Thị Kín", phones=("0912345678",), address="7 Hẻm Nhỏ")
        a_case(an.id, clock.today())
        return CaseFile.objects.get().pk

    def test_a_report_holds_who_somebody_is_and_is_sealed(self, file_id):
        filed = file_report(actor=SYSTEM, file_id=file_id, sent=SENT)
        assert filed.answers | {} == SENT | {
            "name": "Lê Thị Kín", "number": filed.answers["number"], "born": "1990-02-01", "gender": "male",
            "nationality": filed.answers["nationality"], "phone": "+84912345678", "address": "7 Hẻm Nhỏ",
        }  # fmt: skip
        assert (filed.form, filed.is_late) == ("mau-01-2026", False)
        assert case_file(SYSTEM, file_id).report is ReportState.REPORTED
        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT answers FROM cases_casereport")
            assert "Kín".encode() not in bytes(cursor.fetchone()[0])

    def test_sent_twice_it_is_filed_once_and_a_later_one_adds(self, file_id):
        for _twice in range(2):
            file_report(actor=SYSTEM, file_id=file_id, sent=SENT)
        assert CaseReport.objects.count() == 1
        file_report(actor=SYSTEM, file_id=file_id, sent=SENT | {"outcome": "discharged"})
        assert [one.answers.get("outcome") for one in reports_of(SYSTEM, file_id)] == ["discharged", None]

    def test_filed_after_the_deadline_it_stays_late(self, file_id, november):
        november.shift(timedelta(hours=48, seconds=1))
        assert case_file(SYSTEM, file_id).report is ReportState.OVERDUE
        assert file_report(actor=SYSTEM, file_id=file_id, sent=SENT).is_late
        assert case_file(SYSTEM, file_id).report is ReportState.LATE

    def test_an_incomplete_report_reports_nothing(self, file_id):
        with pytest.raises(ReportUnreadable) as caught:
            file_report(actor=SYSTEM, file_id=file_id, sent={})
        assert caught.value.context["faulty"] == ["subject", "diagnosis", "treatment", "reporter"]
        assert case_file(SYSTEM, file_id).report is ReportState.WAITING

    def test_of_a_case_that_never_was_nothing_is_reported(self, file_id):
        record_id = CaseFile.objects.get().infection_id
        annul_record(actor=SYSTEM, kind=RecordKind.INFECTION, record_id=record_id, because="Nhầm người")
        with pytest.raises(CaseVoid):
            file_report(actor=SYSTEM, file_id=file_id, sent=SENT)
