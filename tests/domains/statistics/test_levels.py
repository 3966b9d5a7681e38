"""A ward's level tells how bad it is there, and never how few people fell ill."""

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.statistics.rules import counted_on, level_of, told_cases, told_rate
from antoan.domains.statistics.thresholds import thresholds_on
from antoan.domains.statistics.values import RiskLevel

RULES = thresholds_on(date(2026, 11, 22))


@pytest.mark.parametrize(
    ("cases", "people", "level"),
    [
        (0, 80_000, RiskLevel.LOW),
        (4, 100, RiskLevel.LOW),
        (5, 12_501, RiskLevel.LOW),  # 39.997 per 100,000.
        (5, 12_500, RiskLevel.MEDIUM),  # 40 exactly.
        (31, 80_000, RiskLevel.LOW),
        (32, 80_000, RiskLevel.MEDIUM),
        (79, 80_000, RiskLevel.MEDIUM),
        (80, 80_000, RiskLevel.HIGH),
        (239, 80_000, RiskLevel.HIGH),
        (240, 80_000, RiskLevel.VERY_HIGH),
        (9, 100, RiskLevel.MEDIUM),  # A rate of 9,000, but nine people.
        (10, 100, RiskLevel.HIGH),
        (19, 100, RiskLevel.HIGH),
        (20, 100, RiskLevel.VERY_HIGH),
        (0, 0, RiskLevel.UNKNOWN),
    ],
)
def test_levels_at_their_edges(cases, people, level):
    assert level_of(cases, people, RULES) is level


@pytest.mark.parametrize("people", [1, 100, 12_500, 10_000_000])
def test_under_five_nothing_tells_one_case_from_four_or_from_none(people):
    seen = {(level_of(n, people, RULES), told_cases(n, RULES), told_rate(n, people, RULES)) for n in range(5)}
    assert seen == {(RiskLevel.LOW, None, None)}


def test_from_five_on_count_and_rate_are_told():
    assert told_cases(5, RULES) == 5
    assert told_rate(33, 80_000, RULES) == 41
    assert told_rate(7, 0, RULES) is None


@given(st.integers(0, 10_000), st.integers(1, 20_000_000))
def test_more_cases_never_make_a_lower_level(cases, people):
    order = list(RiskLevel)
    assert order.index(level_of(cases, people, RULES)) <= order.index(level_of(cases + 1, people, RULES))


def test_the_levels_rise_and_the_document_says_that_the_figures_are_ours():
    rates = [step.per_100k_min for step in RULES.levels]
    counts = [step.cases_min for step in RULES.levels]
    assert [step.level for step in RULES.levels] == list(RiskLevel)[:4]
    assert (rates, counts) == (sorted(rates), sorted(counts))
    assert counts[1] == RULES.shown_min
    assert RULES.mark == "I"
    assert thresholds_on(date(1999, 1, 1)) == RULES


# 1 and 2 became 11; 3 became 12; 13 is new.
LINKS = [(1, 11), (2, 11), (3, 12)]


def test_people_of_todays_wards_are_counted_where_they_live():
    assert counted_on({11: 5, 13: 2}, [11, 12, 13], LINKS) == Counter({11: 5, 13: 2})


def test_people_registered_before_the_change_are_counted_in_what_their_ward_became():
    assert counted_on({1: 5, 2: 7, 3: 1, 11: 10}, [11, 12, 13], LINKS) == Counter({11: 22, 12: 1})


def test_on_a_day_of_2021_only_those_are_counted_whose_ward_of_then_is_certain():
    assert counted_on({1: 5, 11: 10, 12: 4, 13: 9, None: 2}, [1, 2, 3], LINKS) == Counter({1: 5, 3: 4})
