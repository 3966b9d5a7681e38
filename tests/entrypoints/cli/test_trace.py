"""antoan seal, antoan trace and antoan trace batch, as they are typed."""

import hashlib
import json
from datetime import date, datetime, timedelta

import pyarrow.parquet as pq
import pytest
import structlog
import time_machine
from typer.testing import CliRunner

from antoan.domains.people.errors import PersonNotFound
from antoan.domains.places.values import PlaceKind
from antoan.domains.policy.services import publish_shipped
from antoan.domains.tracing.errors import EngineUnknown
from antoan.domains.tracing.rules.exposure import Stay
from antoan.entrypoints.cli import seal, trace
from antoan.entrypoints.cli.trace.asking import TimesUnreadable
from antoan.entrypoints.cli.trace.many import CasesUnreadable
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.clock import CITY_ZONE, day_start
from tests.domains.tracing.conftest import days  # noqa: F401
from tests.factories.people import a_person
from tests.factories.places import a_place, a_spot
from tests.factories.records import a_case
from tests.factories.tracing import add_visits

HOUR = 3600
NOW = datetime(2031, 3, 4, 12, tzinfo=CITY_ZONE)


def run(app, *words):
    return CliRunner().invoke(app, list(map(str, words)))


@pytest.fixture(autouse=True)
def quiet():
    with structlog.testing.capture_logs(), time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def town(days):  # noqa: F811
    """An meets Bình for an hour on the first day and Chi for half an hour on the third; Bình meets Chi between."""
    publish_shipped(actor=SYSTEM)
    people = {name: a_person(name).id for name in ("Nguyễn Văn An", "Lê Thị Bình", "Trần Văn Chi")}
    an, binh, chi = people.values()
    office, cafe = (a_spot(a_place(k.value, k)).id for k in (PlaceKind.OFFICE, PlaceKind.RESTAURANT))
    add_visits(
        [
            Stay(an, office, 9 * HOUR, 10 * HOUR), Stay(binh, office, 9 * HOUR, 12 * HOUR),
            Stay(binh, cafe, 60 * HOUR, 62 * HOUR), Stay(chi, cafe, 60 * HOUR, 61 * HOUR),
            Stay(an, cafe, 57 * HOUR, 57 * HOUR + 1800), Stay(chi, office, 57 * HOUR, 58 * HOUR),
        ],
        start=day_start(days[0]),
    )  # fmt: skip
    return an, binh, chi


BETWEEN = ("--from", "2031-03-01", "--to", "2031-03-03")


@pytest.mark.parametrize("engine", ["online", "postgres", "columns", "duckdb"])
def test_contacts_of_one_person_as_json(town, engine):
    an, binh, _ = town
    told = json.loads(run(trace.app, an, *BETWEEN, "--engine", engine, "--json").stdout)
    assert (told["person"], told["from"], told["to"]) == (
        an,
        "2031-03-01T00:00:00+07:00",
        "2031-03-04T00:00:00+07:00",
    )
    assert (told["depth"], told["engine"], told["count"], told["is_cut"]) == (1, engine, 1, False)
    [contact] = told["contacts"]
    assert {name: contact[name] for name in ("person", "level", "via", "meetings", "seconds", "first_at")} == {
        "person": binh, "level": 1, "via": an, "meetings": 1, "seconds": HOUR + 900,
        "first_at": "2031-03-01T09:00:00+07:00",
    }  # fmt: skip


@pytest.mark.parametrize("engine", ["online", "postgres", "columns", "duckdb"])
def test_depth_two_goes_on_from_the_contacts(town, engine):
    an, binh, chi = town
    told = json.loads(run(trace.app, an, *BETWEEN, "--depth", 2, "--engine", engine, "--json").stdout)
    assert [(one["person"], one["level"], one["via"]) for one in told["contacts"]] == [
        (binh, 1, an),
        (chi, 2, binh),
    ]


def test_options_may_come_first_and_a_qid_names_a_person(town):
    from antoan.domains.people.queries import identity_of

    qid = identity_of(SYSTEM, town[0]).qid
    told = json.loads(run(trace.app, "--json", *BETWEEN, qid).stdout)
    assert (told["person"], told["count"]) == (town[0], 1)


def test_lines_for_people_name_nobody_in_full(town):
    shown = run(trace.app, town[0], *BETWEEN).stdout
    assert "1 found (online)" in shown
    assert "L.T. Bình" in shown
    assert "Lê Thị Bình" not in shown


def test_a_confirmed_infection_says_which_days_count(town):
    an = town[0]
    a_case(an, date(2031, 3, 3))
    told = json.loads(run(trace.app, an, "--json").stdout)
    assert (told["onset"], told["from"], told["to"]) == (
        "2031-03-03", "2031-02-28T00:00:00+07:00", "2031-03-04T12:00:00+07:00",
    )  # fmt: skip


def test_without_an_infection_the_last_two_weeks_count(town):
    told = json.loads(run(trace.app, town[0], "--json").stdout)
    assert (told["onset"], told["from"], told["to"]) == (
        None, "2031-02-18T12:00:00+07:00", "2031-03-04T12:00:00+07:00",
    )  # fmt: skip


def test_a_trace_is_in_the_trail_and_its_person_can_see_it(town):
    run(trace.app, town[0], *BETWEEN)
    assert TrailEntry.objects.filter(action="tracing.trace", person_id=town[0]).count() == 1


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("987654321",), PersonNotFound),
        (("{an}", "--from", "gestern"), TimesUnreadable),
        (("{an}", "--from", "2031-03-02T10:00:00"), TimesUnreadable),
        (("{an}", "--from", "2031-03-03", "--to", "2031-03-01"), TimesUnreadable),
        (("{an}", "--engine", "abacus"), EngineUnknown),
    ],
)
def test_what_cannot_be_is_said(town, words, fault):
    answer = run(trace.app, *(word.format(an=town[0]) for word in words))
    assert isinstance(answer.exception, fault)
    assert answer.exception.message


def test_a_wrong_depth_is_wrong_usage(town):
    assert run(trace.app, town[0], "--depth", 0).exit_code == 2


class TestBatch:
    """Many at once, as Parquet."""

    @pytest.mark.parametrize("engine", ["columns", "duckdb", "postgres"])
    def test_pairs_are_written_with_a_summary_that_can_be_counted(self, town, tmp_path, engine):
        an, binh, chi = town
        cases = tmp_path / "cases.csv"
        cases.write_text(f"person,from,to\n{an},2031-03-01,2031-03-03\n\n{binh},2031-03-03,2031-03-03\n")
        done = run(trace.app, "batch", "--cases", cases, "--engine", engine, "--out", tmp_path / "out")
        assert done.exit_code == 0, done.exception
        table = pq.read_table(tmp_path / "out" / "contacts.parquet")
        rows = table.to_pylist()
        assert [(r["case"], r["case_person"], r["contact"], r["meetings"], r["seconds"]) for r in rows] == [
            (0, an, binh, 1, HOUR + 900),
            (1, binh, chi, 1, HOUR),
        ]
        assert rows[0]["first_at"] == datetime(2031, 3, 1, 9, tzinfo=CITY_ZONE)
        summary = json.loads((tmp_path / "out" / "summary.json").read_text())
        digest = hashlib.sha256((tmp_path / "out" / "contacts.parquet").read_bytes()).hexdigest()
        assert (summary["cases"], summary["pairs"], summary["engine"]) == (2, 2, engine)
        assert summary["sha256"] == digest
        assert summary["seconds"] == 2 * HOUR + 900

    def test_sealed_and_open_days_are_one_answer(self, town, days, tmp_path):  # noqa: F811
        cases = tmp_path / "cases.csv"
        cases.write_text(f"{town[0]},2031-03-01,2031-03-03")
        run(trace.app, "batch", "--cases", cases, "--engine", "columns", "--out", tmp_path / "before")
        assert "days sealed" in run(seal.app).stdout
        run(trace.app, "batch", "--cases", cases, "--engine", "columns", "--out", tmp_path / "after")
        before, after = (pq.read_table(tmp_path / name / "contacts.parquet") for name in ("before", "after"))
        assert before == after

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("", "holds no case"),
            ("person,from,to\n", "holds no case"),
            ("{an}\n987654321\n", "line 2: nobody has"),
            ("{an},gestern\n", "line 1: 'gestern' is no time"),
            ("{an},2031-03-01,2031-03-02,x\n", "line 1: 4 fields"),
        ],
    )
    def test_one_bad_line_and_nothing_is_traced(self, town, tmp_path, text, said):
        cases = tmp_path / "cases.csv"
        cases.write_text(text.format(an=town[0]))
        answer = run(trace.app, "batch", "--cases", cases, "--out", tmp_path / "out")
        assert isinstance(answer.exception, CasesUnreadable)
        assert said in answer.exception.message
        assert not (tmp_path / "out").exists()

    def test_more_cases_than_the_bound_are_refused_whole(self, town, tmp_path, monkeypatch):
        monkeypatch.setattr("antoan.entrypoints.cli.trace.many.CASES_MAX", 2)
        cases = tmp_path / "cases.csv"
        cases.write_text(f"{town[0]}\n" * 3)
        answer = run(trace.app, "batch", "--cases", cases, "--out", tmp_path / "out")
        assert isinstance(answer.exception, CasesUnreadable)
        assert "2 is the most" in answer.exception.message

    def test_the_online_engine_is_not_for_many(self, town, tmp_path):
        answer = run(trace.app, "batch", "--cases", "x", "--engine", "online", "--out", tmp_path)
        assert isinstance(answer.exception, CasesUnreadable)


class TestSeal:
    """antoan seal."""

    def test_closed_days_are_sealed_and_counted(self, town, days):  # noqa: F811
        told = run(seal.app).stdout
        assert f"{days[0]}" in told
        assert f"{days[2]}" not in told  # Yesterday is not closed yet.

    def test_one_day_may_be_named(self, town, days):  # noqa: F811
        told = run(seal.app, "--day", days[0]).stdout
        assert told.splitlines()[-1] == "1 days sealed"
        assert "bytes hot" in told

    def test_rows_of_old_sealed_days_are_let_go_when_asked(self, town, days):  # noqa: F811
        with time_machine.travel(NOW + timedelta(days=12), tick=False):
            told = run(seal.app, "--let-go", 12).stdout
        assert "rows of 3 days let go" in told or "rows of 4 days let go" in told

    def test_rows_to_which_scans_may_come_are_not_let_go(self, town):
        assert run(seal.app, "--let-go", 3).exit_code == 2
