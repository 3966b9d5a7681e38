"""Whom to call when not everybody can be called."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.tracing.parameters import scorings
from antoan.domains.tracing.rules.triage import Call, best_calls, infections_averted
from antoan.domains.tracing.values import DAY_S

SCORING = scorings()[0]
NOW = 100 * DAY_S


def averted(*, score=240.0, days_ago=1.0, activity=1.0) -> float:
    values = infections_averted(
        score=np.array([score]),
        exposed_at=np.array([NOW - int(days_ago * DAY_S)]),
        activity=np.array([activity]),
        now=NOW,
        scoring=SCORING,
    )
    return float(values[0])


def test_all_that_a_likely_contact_would_cause_is_averted_in_time():
    assert averted(days_ago=0) == pytest.approx(0.5 * SCORING.triage.onward_infections)


def test_a_call_is_worth_less_each_day_it_comes_late_and_nothing_at_last():
    worth = [averted(days_ago=days) for days in range(16)]
    assert worth == sorted(worth, reverse=True)
    assert worth[0] > worth[4] > worth[8] > 0
    assert worth[15] == 0


def test_more_exposure_and_more_getting_around_are_worth_more():
    assert averted(score=480) > averted() > averted(score=10) > averted(score=0) == 0
    assert averted(activity=3) > averted() > averted(activity=0.5)
    assert averted(activity=100) == averted(activity=4)


def test_one_call_reaches_a_household():
    calls = best_calls(np.array([0.4, 0.3, 0.5, 0.1]), np.array([1, 2, 3, 2]), capacity=3)
    assert calls == [Call((2,), 0.5), Call((0,), 0.4), Call((1, 3), 0.4)]


def test_no_more_calls_than_can_be_made():
    calls = best_calls(np.arange(10) / 10, np.arange(10), capacity=3)
    assert [call.reaches for call in calls] == [(9,), (8,), (7,)]
    assert best_calls(np.array([1.0]), np.array([0]), capacity=0) == []
    assert best_calls(np.array([]), np.array([], int), capacity=5) == []


@given(st.lists(st.tuples(st.floats(0, 3), st.integers(0, 5)), min_size=1, max_size=12), st.integers(1, 6))
def test_no_other_choice_of_as_many_calls_averts_more(contacts, capacity):
    worth, homes = (np.array(column) for column in zip(*contacts, strict=True))
    best = sum(call.averted for call in best_calls(worth, homes, capacity))
    by_home = sorted((worth[homes == home].sum() for home in set(homes.tolist())), reverse=True)
    assert best == pytest.approx(sum(by_home[:capacity]))
