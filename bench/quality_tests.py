"""Tests and isolation orders with one error each: what their checks are measured with.

Errors nobody can know are among them: a clock some minutes ahead, a year typed wrongly that the epidemic has seen,
a month too many that still looks like a long isolation.
"""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from antoan.domains.records.rules import doubts_about_isolation, doubts_about_test
from antoan.domains.records.values import (
    Doubt,
    IsolationKind,
    NewIsolation,
    NewTestResult,
    TestKind,
    TestOutcome,
)
from antoan.kit.clock import local_date

NOW: Final = datetime(2021, 12, 20, 5, tzinfo=UTC)  # Noon in the city.
TODAY: Final = local_date(NOW)
_HOURS_TO_RESULT_MAX: Final = {TestKind.RAPID: 1, TestKind.PCR: 48, TestKind.SEROLOGY: 24}


@dataclass(frozen=True)
class Tested:
    """A test, and the birth of whom it is of as the register knows it."""

    result: NewTestResult
    born_on: date


@dataclass(frozen=True)
class Apart:
    """An isolation order, and the birth of whom it is for."""

    order: NewIsolation
    born_on: date


def judged_test(case: Tested) -> tuple[Doubt, ...]:
    """Return the doubts that our checks raise over a test."""
    return doubts_about_test(case.result, born_on=case.born_on, now=NOW)


def judged_order(case: Apart) -> tuple[Doubt, ...]:
    """Return the doubts that our checks raise over an order."""
    return doubts_about_isolation(case.order, born_on=case.born_on, today=TODAY)


def right_test(chance: random.Random) -> Tested:
    """Return a test as it should be, at times of this minute, of a newborn, or with its result at once."""
    kind = chance.choice(list(TestKind))
    ago = timedelta(minutes=0 if chance.random() < 0.1 else chance.randint(1, 400 * 24 * 60))
    sampled_at = NOW - ago
    waits = timedelta(minutes=chance.randint(0, _HOURS_TO_RESULT_MAX[kind] * 60))
    is_told = chance.random() < 0.9  # One in ten comes without the time of its result.
    outcome = TestOutcome.POSITIVE if chance.random() < 0.1 else TestOutcome.NEGATIVE
    return Tested(
        NewTestResult(kind, outcome, sampled_at, sampled_at + waits if is_told else None),
        _born_before(local_date(sampled_at), chance),
    )


def right_order(chance: random.Random) -> Apart:
    """Return an order as it should be: past, of today, or some days ahead; of one day or as long as was ever ordered."""
    starts_on = TODAY + timedelta(days=chance.choice((0, 1, 7, -chance.randint(1, 200))))
    length = chance.choice((1, 7, 10, 14, 21, 28))
    order = NewIsolation(
        chance.choice(list(IsolationKind)), starts_on, starts_on + timedelta(days=length - 1)
    )
    return Apart(order, _born_before(min(starts_on, TODAY), chance))


def _born_before(day: date, chance: random.Random) -> date:
    return day - timedelta(days=0 if chance.random() < 0.02 else chance.randint(1, 90 * 365))


def _moved(case: Tested, to: datetime) -> Tested:
    """Return a test of another moment, its result as long after it as before."""
    waits = None if case.result.resulted_at is None else case.result.resulted_at - case.result.sampled_at
    resulted_at = None if waits is None else to + waits
    return replace(case, result=replace(case.result, sampled_at=to, resulted_at=resulted_at))


def _test_of_the_future(case: Tested, chance: random.Random) -> Tested:
    """A date typed wrongly; one in ten is only a clock that goes before, by a few minutes, as clocks do."""
    minutes = chance.randint(1, 5) if chance.random() < 0.1 else chance.randint(6, 300 * 24 * 60)
    return _moved(case, NOW + timedelta(minutes=minutes))


def _test_before_birth(case: Tested, chance: random.Random) -> Tested:
    """The result of somebody older, put down for a child."""
    sampled_on = local_date(case.result.sampled_at)
    return replace(case, born_on=sampled_on + timedelta(days=chance.randint(1, 3_000)))


def _test_before_the_epidemic(case: Tested, chance: random.Random) -> Tested:
    """The year typed wrongly, for somebody who lived then: 2012 for 2021, or 2020, which nobody can tell."""
    year = chance.choice((2012, 2011, 2001, 2020))
    to = case.result.sampled_at.replace(year=year, day=min(case.result.sampled_at.day, 28))
    return replace(_moved(case, to), born_on=min(case.born_on, date(1960, 1, 1)))


def _result_before_sample(case: Tested, chance: random.Random) -> Tested:
    """The two times changed places, or the result bears the day of another one."""
    sampled_at = case.result.sampled_at
    return replace(
        case,
        result=replace(
            case.result, resulted_at=sampled_at - timedelta(minutes=chance.randint(1, 3 * 24 * 60))
        ),
    )


def _order_of_the_future(case: Apart, chance: random.Random) -> Apart:
    """A month or a year typed wrongly; one in five stays within what may be ordered ahead."""
    days = chance.randint(1, 7) if chance.random() < 0.2 else chance.randint(8, 400)
    length = case.order.ends_on - case.order.starts_on
    starts_on = TODAY + timedelta(days=days)
    return replace(case, order=replace(case.order, starts_on=starts_on, ends_on=starts_on + length))


def _order_before_birth(case: Apart, chance: random.Random) -> Apart:
    return replace(case, born_on=case.order.starts_on + timedelta(days=chance.randint(1, 3_000)))


def _order_too_long(case: Apart, chance: random.Random) -> Apart:
    """The last day with a wrong month or year: one month too many still looks like an isolation."""
    more = timedelta(days=chance.choice((31, 61, 92, 183, 365)))
    return replace(case, order=replace(case.order, ends_on=case.order.ends_on + more))


TEST_ERRORS: Final[Mapping[Doubt, Callable[[Tested, random.Random], Tested]]] = {
    Doubt.FUTURE: _test_of_the_future,
    Doubt.BEFORE_BIRTH: _test_before_birth,
    Doubt.BEFORE_EPIDEMIC: _test_before_the_epidemic,
    Doubt.RESULT_BEFORE_SAMPLE: _result_before_sample,
}
ORDER_ERRORS: Final[Mapping[Doubt, Callable[[Apart, random.Random], Apart]]] = {
    Doubt.FUTURE: _order_of_the_future,
    Doubt.BEFORE_BIRTH: _order_before_birth,
    Doubt.PERIOD_TOO_LONG: _order_too_long,
}
