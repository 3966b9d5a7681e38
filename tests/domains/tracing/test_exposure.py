"""What is a contact, and for how long: the one definition, at its edges."""

import pytest

from antoan.domains.tracing.rules.exposure import ContactRule, Exposure, Stay, exposure, infectious_interval
from tests.factories.tracing import RULE, Vector, met_by_brute_force, vectors

HOUR = 3600


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector.name)
def test_the_definition_gives_the_shared_answers(vector: Vector):
    assert met_by_brute_force(vector.stays, vector.cases) == list(vector.contacts)


def test_the_rule_is_the_documents():
    assert ContactRule(before_s=300, linger_s=900) == RULE


def test_a_case_infects_from_before_it_came_until_its_air_has_cleared():
    stay = Stay(1, 7, 10 * HOUR, 11 * HOUR)
    assert infectious_interval(stay, RULE, since=0, until=24 * HOUR) == (10 * HOUR - 300, 11 * HOUR + 900)


@pytest.mark.parametrize("until", [10 * HOUR - 300, 10 * HOUR - 301])
def test_a_stay_after_the_last_infectious_moment_infects_nobody(until):
    assert infectious_interval(Stay(1, 7, 10 * HOUR, 11 * HOUR), RULE, since=0, until=until) is None


@pytest.mark.parametrize(
    ("came", "left", "expected"),
    [
        (0, 100, None),  # Left as the interval began.
        (0, 101, Exposure(1, 100)),
        (199, 500, Exposure(1, 199)),
        (200, 500, None),  # Came as it ended.
        (150, 150, Exposure(0, 150)),
        (0, 500, Exposure(100, 100)),
    ],
)
def test_the_interval_is_closed_at_its_begin_and_open_at_its_end(came, left, expected):
    assert exposure((100, 200), Stay(2, 7, came, left)) == expected
