"""The checks of tests and orders find what can be known to be wrong, and doubt nothing that is right."""

import random

import pytest

from antoan.domains.records.values import Doubt
from bench import quality_tests as seeds
from bench.seeded import tallied

CASES = 8_000
SEED = 7


@pytest.fixture(scope="module")
def tests():
    return tallied(
        CASES, random.Random(SEED), right=seeds.right_test, errors=seeds.TEST_ERRORS, judged=seeds.judged_test
    )


@pytest.fixture(scope="module")
def orders():
    return tallied(
        CASES, random.Random(SEED), right=seeds.right_order, errors=seeds.ORDER_ERRORS, judged=seeds.judged_order
    )  # fmt: skip


def test_nothing_right_is_doubted(tests, orders):
    assert (tests.falsely, orders.falsely) == (0, 0)
    assert tests.right + tests.errors == CASES


@pytest.mark.parametrize("doubt", [Doubt.BEFORE_BIRTH, Doubt.RESULT_BEFORE_SAMPLE])
def test_what_cannot_be_is_always_found(tests, doubt):
    assert tests.seeded[doubt] > 20
    assert tests.found[doubt] == tests.seeded[doubt]


def test_what_nobody_can_know_is_seeded_too(tests, orders):
    assert 0 < tests.found[Doubt.FUTURE] < tests.seeded[Doubt.FUTURE]
    assert 0 < tests.found[Doubt.BEFORE_EPIDEMIC] < tests.seeded[Doubt.BEFORE_EPIDEMIC]
    assert 0 < orders.found[Doubt.PERIOD_TOO_LONG] < orders.seeded[Doubt.PERIOD_TOO_LONG]
    assert 0 < orders.found[Doubt.FUTURE] < orders.seeded[Doubt.FUTURE]
    assert tests.unseen > 0


def test_a_check_that_finds_nothing_has_no_recall():
    blind = tallied(
        CASES, random.Random(SEED), right=seeds.right_test, errors=seeds.TEST_ERRORS, judged=lambda case: ()
    )
    assert set(blind.ratios("test_").values()) == {0.0}
    assert blind.unseen == blind.errors
