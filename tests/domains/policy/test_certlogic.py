"""CertLogic refuses what is none, stays within bounds, and means what its specification says."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as some

from antoan.domains.policy import certlogic
from antoan.domains.policy.certlogic.validation import DEPTH_MAX, NODES_MAX
from antoan.domains.policy.errors import CertLogicFailed, CertLogicInvalid
from antoan.kit.errors import AntoanError
from tests.domains.policy import naive_certlogic

FAULTS = [
    (None, ""),
    (1.5, ""),
    ({}, ""),
    ({"a": [1], "b": [2]}, ""),
    ({"or": [True, False]}, ""),
    ({"var": 0}, ""),
    ({"var": "x."}, ""),
    ({"var": ".x"}, ""),
    ({"var": ["x", 1]}, ""),
    ({"!": True}, ""),
    ({"!": []}, ""),
    ({"!": [1, 2]}, ""),
    ({"if": [True, 1]}, ""),
    ({"and": [True]}, ""),
    ({"===": [1]}, ""),
    ({"<": [1, 2, 3, 4]}, ""),
    ({"plusTime": ["2021-01-01", "1", "day"]}, ""),
    ({"plusTime": ["2021-01-01", 1, "week"]}, ""),
    ({"plusTime": ["2021-01-01", 1]}, ""),
    ({"extractFromUVCI": ["a", 1.5]}, ""),
    ({"and": [True, {"if": [1, {"nope": []}, 2]}]}, "/and/1/if/1"),
    ([1, [2, None]], "/1/1"),
    ({"plusTime": [{"var": 1}, 1, "day"]}, "/plusTime/0"),
    ({"!": [{"===": [None, 1]}]}, "/!/0/===/0"),
]


@pytest.mark.parametrize(("expression", "path"), FAULTS, ids=str)
def test_fault_is_named_with_its_place(expression, path):
    with pytest.raises(CertLogicInvalid) as caught:
        certlogic.compile(expression)
    assert caught.value.context["path"] == path
    assert caught.value.message.startswith(f"at {path or '/'}: ")


def nested(depth):
    expression = True
    for _ in range(depth - 1):
        expression = {"!": [expression]}
    return expression


def test_nesting_is_bounded():
    assert certlogic.evaluate(nested(DEPTH_MAX), None) is (DEPTH_MAX % 2 == 1)
    with pytest.raises(CertLogicInvalid, match="nests"):
        certlogic.compile(nested(DEPTH_MAX + 1))


def test_size_is_bounded():
    certlogic.compile([1] * (NODES_MAX - 1))
    with pytest.raises(CertLogicInvalid, match="parts"):
        certlogic.compile([1] * NODES_MAX)


def test_dates_in_the_data_count_as_their_text_would():
    day, moment = date(2021, 10, 15), datetime(2021, 10, 15, 0, 0, tzinfo=timezone(timedelta(hours=7)))
    for value, expected in [
        (day, datetime(2021, 10, 16, tzinfo=UTC)),
        (moment, datetime(2021, 10, 15, 17, tzinfo=UTC)),
        (datetime(2021, 10, 15, 8), datetime(2021, 10, 16, 8, tzinfo=UTC)),  # noqa: DTZ001
    ]:
        assert certlogic.evaluate({"plusTime": [{"var": "d"}, 1, "day"]}, {"d": value}) == expected
        assert certlogic.evaluate({"if": [{"var": "d"}, 1, 2]}, {"d": value}) == 1
    assert certlogic.evaluate({"before": [{"var": "d"}, {"var": "e"}]}, {"d": moment, "e": moment}) is False


@pytest.mark.parametrize(
    ("amount", "unit"), [(10**9, "day"), (10**12, "hour"), (-3000, "year"), (10**6, "month")]
)
def test_leaving_the_calendar_fails(amount, unit):
    with pytest.raises(CertLogicFailed, match="calendar"):
        certlogic.evaluate({"plusTime": ["2021-10-15", amount, unit]}, None)


@pytest.mark.parametrize(
    "text", ["2021-02-30", "2021-02-30T00:00:00Z", "2021-13", "0000", "2021-10-15T24:00:00"]
)
def test_day_that_does_not_exist_fails(text):
    """The reference runs 30 February over into March; a day nobody had must not decide over anybody."""
    with pytest.raises(CertLogicFailed):
        certlogic.evaluate({"plusTime": [text, 0, "day"]}, None)


texts = some.sampled_from(["", "a", "2021-10-15", "2021-10-15T08:00:00+07:00", "2020-02-29", "2004", "x:y"])
literals = some.booleans() | some.integers(-3, 3) | texts
paths = some.sampled_from(["", "a", "b", "a.0", "c.d", "accumulator", "current"]).map(lambda p: {"var": p})
values = some.recursive(
    some.none() | literals | some.just(1.5),
    lambda inner: (
        some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from("abd"), inner, max_size=2)
    ),
    max_leaves=5,
)
units = some.sampled_from(["year", "month", "day", "hour"])


def operations(inner):
    def operation(name, *operands):
        return some.tuples(*operands).map(lambda given: {name: list(given)})

    two, three = (inner, inner), (inner, inner, inner)
    infix = ["===", "in", "+", "<", ">", "<=", ">=", "before", "after", "not-before", "not-after", "and"]
    return some.one_of(
        operation("if", *three),
        operation("!", inner),
        operation("and", *three),
        operation("reduce", *three),
        operation("plusTime", inner, some.integers(-40, 40), units),
        operation("extractFromUVCI", inner, some.integers(-1, 3)),
        operation("dccDateOfBirth", inner),
        some.lists(inner, max_size=3),
        some.sampled_from(["<", "before", "not-after"]).flatmap(lambda name: operation(name, *three)),
        some.sampled_from(infix).flatmap(lambda name: operation(name, *two)),
    )


expressions = some.recursive(literals | paths, operations, max_leaves=12)


def outcome(evaluate, expression, data):
    try:
        return evaluate(expression, data)
    except (AntoanError, naive_certlogic.Failed):
        return "failed"


@given(expressions, values)
def test_compiled_means_what_the_plain_reading_means(expression, data):
    compiled = outcome(certlogic.evaluate, expression, data)
    plain = outcome(naive_certlogic.evaluate, expression, data)
    assert compiled == plain
    assert type(compiled) is type(plain)
