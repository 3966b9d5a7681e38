"""By when a ward calls: hours in which people are called count, nights do not."""

import json
from datetime import datetime, time, timedelta
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.monitoring.errors import NoSuchOutcome
from antoan.domains.monitoring.kinds import KindRules, due_after, rules_of
from antoan.domains.monitoring.rules import is_late
from antoan.domains.monitoring.values import Effect, TaskKind, TaskState
from antoan.kit.clock import local

RULES = KindRules(4, time(7), time(21), ())


def at(text):
    return datetime.fromisoformat(f"2021-10-{text}+07:00")


@pytest.mark.parametrize(
    ("opened", "due"),
    [
        ("20T08:00:00", "20T12:00:00"),
        ("20T17:00:00", "20T21:00:00"),
        ("20T17:00:01", "21T07:00:01"),
        ("20T20:30:00", "21T10:30:00"),
        ("20T21:00:00", "21T11:00:00"),
        ("20T23:59:59", "21T11:00:00"),
        ("21T00:00:00", "21T11:00:00"),
        ("21T06:59:59", "21T11:00:00"),
        ("21T07:00:00", "21T11:00:00"),
    ],
)
def test_four_hours_of_calling(opened, due):
    assert due_after(at(opened), RULES) == at(due)


def test_the_city_s_clock_counts_not_utc():
    assert due_after(datetime.fromisoformat("2021-10-20T17:30:00+00:00"), RULES) == at("21T11:00:00")


@given(st.integers(0, 366 * 86_400), st.integers(1, 60))
def test_a_task_is_due_later_and_while_people_are_called(seconds, hours):
    opened = at("20T00:00:00") + timedelta(seconds=seconds)
    due = due_after(opened, KindRules(hours, time(7), time(21), ()))
    assert due > opened
    assert time(7) <= local(due).time() <= time(21)


def test_at_its_deadline_an_undone_task_is_late_and_a_closed_one_is_not():
    due = at("20T12:00:00")
    assert not is_late(TaskState.OPEN, due_at=due, now=at("20T11:59:59"))
    assert is_late(TaskState.TAKEN, due_at=due, now=due)
    assert not is_late(TaskState.CLOSED, due_at=due, now=due)


def test_every_kind_has_an_end_a_next_try_and_a_way_to_say_that_it_is_not_true():
    for kind in TaskKind:
        outcomes = rules_of(kind).outcomes
        assert {outcome.is_end for outcome in outcomes} == {True, False}
        # A silent day rests on no declaration: there is nothing that could be untrue.
        assert (Effect.ANNUL in {one.effect for one in outcomes}) is (kind is not TaskKind.HOME_MISSED)
        assert all(outcome.vi and outcome.en for outcome in outcomes)
    with pytest.raises(NoSuchOutcome):
        rules_of(TaskKind.RISKY_DECLARATION).outcome("true")


def test_every_figure_is_marked_unconfirmed():
    file = resources.files("antoan.domains.monitoring") / "data" / "kinds.json"
    data = json.loads(file.read_text("utf-8"))
    assert all(row["mark"] in data["marks"] and row["unconfirmed"] for row in data["kinds"].values())
