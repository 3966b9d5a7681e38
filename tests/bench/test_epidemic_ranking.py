"""A ranking is judged as by counting every pair and every order."""

import itertools

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from bench.epidemic_ranking import auc, auc_within, precision_at

SCORED = st.lists(st.tuples(st.integers(0, 3), st.booleans()), min_size=1, max_size=6)


def columns(scored):
    score, truth = zip(*scored, strict=True)
    return np.array(score, float), np.array(truth)


@given(SCORED)
def test_auc_is_the_share_of_pairs_in_the_right_order(scored):
    score, truth = columns(scored)
    assume(truth.any() and not truth.all())
    pairs = [(yes > no) + (yes == no) / 2 for yes in score[truth] for no in score[~truth]]
    assert auc(score, truth) == pytest.approx(np.mean(pairs))


@given(SCORED, st.integers(1, 7))
def test_precision_is_the_mean_over_all_orders_of_those_that_tie(scored, count):
    score, truth = columns(scored)
    orders = [order for order in itertools.permutations(range(len(score))) if is_falling(score[list(order)])]
    shares = [truth[list(order)][:count].mean() for order in orders]
    assert precision_at(score, truth, count) == pytest.approx(np.mean(shares))


def test_within_a_group_only_its_own_are_compared():
    group, score = np.array([0, 0, 1, 1, 1, 2]), np.array([1.0, 2.0, 9.0, 8.0, 8.0, 5.0])
    truth = np.array([False, True, False, True, True, False])
    assert auc_within(group, score, truth) == pytest.approx((1 * 1.0 + 2 * 0.0) / 3)
    assert np.isnan(auc_within(group, score, np.zeros(6, bool)))


def test_where_nothing_is_true_nothing_is_told():
    assert np.isnan(auc(np.array([1.0, 2.0]), np.array([False, False])))
    assert np.isnan(precision_at(np.array([]), np.array([], bool), 5))


def is_falling(values) -> bool:
    return bool((np.diff(values) <= 0).all())
