"""Where a check-out is missing, both ends of the stay are told, and they hold the truth as often as promised (lesson L19)."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.tracing.parameters import scorings
from antoan.domains.tracing.rules.stays import Bounds, span_of, stay_bounds
from bench.stays import coverage

RULE = scorings()[0].stays
HOUR = 3600


@pytest.mark.parametrize("seed", range(3))
def test_with_half_of_the_check_outs_missing_the_interval_holds_85_of_100_true_ends(seed):
    assert coverage(missing=0.5, seed=seed).share >= 0.85


@pytest.mark.parametrize("missing", [0.0, 0.25, 0.75])
def test_and_as_well_with_fewer_or_more(missing):
    measured = coverage(missing=missing, seed=1)
    assert measured.share >= 0.85
    assert measured.judged > 5_000


def test_the_interval_is_no_wider_than_it_must_be():
    """Holding everything would be easy: the whole day holds every end."""
    measured = coverage(missing=0.5, seed=1)
    assert measured.share <= 0.97
    assert measured.width_minutes < 60


def test_many_observed_stays_tell_the_bounds():
    bounds = stay_bounds(observed=list(range(1, 101)), usual=50, gone_after=None, rule=RULE)
    assert bounds == Bounds(5, 96)


def test_nobody_stayed_beyond_their_next_entry():
    observed = np.arange(60, 6_060, 60)
    bounds = stay_bounds(observed=observed, usual=HOUR, gone_after=3_000, rule=RULE)
    assert bounds.high <= 3_000
    assert bounds.low < stay_bounds(observed=observed, usual=HOUR, gone_after=None, rule=RULE).low


def test_few_observed_stays_tell_nothing():
    bounds = stay_bounds(observed=[HOUR] * (RULE.observed_min - 1), usual=HOUR, gone_after=None, rule=RULE)
    assert bounds == Bounds(HOUR // 4, 2 * HOUR)


def test_who_entered_elsewhere_at_once_hardly_stayed():
    assert stay_bounds(observed=[], usual=HOUR, gone_after=60, rule=RULE) == Bounds(60, 60)
    assert stay_bounds(observed=[], usual=HOUR, gone_after=0, rule=RULE) == Bounds(0, 0)


@given(
    st.lists(st.integers(0, 86_400), max_size=80),
    st.integers(60, 86_400),
    st.one_of(st.none(), st.integers(0, 86_400)),
)
def test_the_bounds_are_in_order_and_within_what_is_known(observed, usual, gone_after):
    low, high = stay_bounds(observed=observed, usual=usual, gone_after=gone_after, rule=RULE)
    assert 0 <= low <= high
    if gone_after is not None:
        assert high <= gone_after


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(0, 5_000), st.integers(0, 5_000))
def test_the_likely_end_lies_between_the_others(t_in, usual, low, more):
    likely, lowest, highest = span_of(t_in=t_in, t_eff=t_in + usual, bounds=Bounds(low, low + more))
    assert lowest <= likely <= highest
    assert likely == t_in + usual or likely in (lowest, highest)
