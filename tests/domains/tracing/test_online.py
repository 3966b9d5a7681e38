"""One answer over open and sealed days, with what changed late, without the erased: the same as over open days only."""

from datetime import date, timedelta

import numpy as np
import pytest
import structlog
from django.db import transaction

from antoan.domains.tracing.engines.engine import Cases, Window
from antoan.domains.tracing.engines.postgres import PostgresEngine, Range
from antoan.domains.tracing.queries import online
from antoan.domains.tracing.queries.numbers import numbers_of, people_of
from antoan.domains.tracing.queries.online import online_engine, ranges_of
from antoan.domains.tracing.rules.days import closed_from
from antoan.domains.tracing.rules.exposure import Stay
from antoan.domains.tracing.services.erasing import forget_person
from antoan.domains.tracing.services.letting_go import let_go
from antoan.domains.tracing.services.sealing import seal_day
from antoan.domains.tracing.values import DAY_S, day_bounds, seconds_of
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import forget_visits
from antoan.kit.clock import day_start
from tests.factories.tracing import RULE, add_visits

FAR = 80_000


def a_village(days: int, seed: int) -> list[Stay]:
    """Return stays of 30 people at 4 spots over some days, many of them overnight."""
    draw = np.random.default_rng(seed)
    found = {}
    for _ in range(30 * days):
        t_in = int(draw.integers(0, days * DAY_S))
        length = int(draw.integers(0, 3_000) if draw.random() < 0.6 else draw.integers(0, 12 * 3_600))
        stay = Stay(FAR + int(draw.integers(1, 31)), int(draw.integers(1, 5)), t_in, t_in + length)
        found[stay[:3]] = stay
    return list(found.values())


def asked(days: list[date]) -> tuple[Cases, Window]:
    """Return ten cases infectious over all days."""
    window = Window(day_bounds(days[0])[0], day_bounds(days[-1])[1])
    numbers = numbers_of(range(FAR + 1, FAR + 11))
    person = [numbers[who] for who in sorted(numbers)]
    return Cases.of(person, [window.since] * 10, [window.until] * 10), window


def answers(engine, days) -> list[tuple[int, ...]]:
    cases, window = asked(days)
    found = engine.trace(cases, window, RULE).in_order()
    people = people_of(found.person)
    rows = zip(*(column.tolist() for column in found.columns()), strict=True)
    return sorted((case, people.get(who, 0), *rest) for case, who, *rest in rows)


@pytest.fixture(autouse=True)
def quiet():
    with structlog.testing.capture_logs():
        yield


@pytest.mark.parametrize("seed", range(3))
def test_any_days_sealed_is_the_same_as_none(days, seed):
    add_visits(a_village(len(days), seed), start=day_start(days[0]))
    expected = answers(PostgresEngine(), days)
    window = asked(days)[1]
    assert answers(online_engine(window), days) == expected
    for day in (days[1], days[2], days[0]):
        seal_day(day, closed_from(day))
        assert answers(online_engine(window), days) == expected


def test_rows_that_were_let_go_are_still_found(days):
    add_visits(a_village(len(days), 5), start=day_start(days[0]))
    expected = answers(PostgresEngine(), days)
    for day in days[:2]:
        seal_day(day, closed_from(day))
        assert let_go(day)
    assert answers(PostgresEngine(), days) != expected
    assert answers(online_engine(asked(days)[1]), days) == expected


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("late_max", [online.LATE_STAYS_MAX, 3])
def test_late_changes_are_seen_before_the_day_is_sealed_anew(days, seed, late_max, monkeypatch):
    """Check-outs, new visits and deletions of sealed days; past the bound the whole day comes from the table."""
    monkeypatch.setattr(online, "LATE_STAYS_MAX", late_max)
    add_visits(a_village(len(days), seed), start=day_start(days[0]))
    for day in days[:3]:
        seal_day(day, closed_from(day))
    draw = np.random.default_rng(seed)
    rows = list(Visit.objects.filter(t_in__lt=day_start(days[2])).order_by("t_in"))
    for visit in draw.choice(rows, 6, replace=False):
        t_out = visit.t_in + timedelta(hours=float(draw.uniform(0, 20)))
        Visit.objects.filter(pk=visit.pk).update(t_out=t_out, t_eff=t_out)
    for visit in draw.choice(rows, 3, replace=False):
        Visit.objects.filter(pk=visit.pk).delete()
    add_visits(
        [Stay(FAR + 2, 1, 3_600, 7_200), Stay(FAR + 77, 1, 3_600, 7_200)], start=day_start(days[1]), micros=5
    )
    from antoan.domains.visits.services import measure_longest_stays

    measure_longest_stays(day_start(days[0]), day_start(days[-1]))
    assert answers(online_engine(asked(days)[1]), days) == answers(PostgresEngine(), days)


def test_two_visits_in_one_second_are_two(days):
    """The files know whole seconds; the table's key knows more."""
    day = days[0]
    add_visits([Stay(FAR + 1, 1, 100, 200), Stay(FAR + 2, 1, 150, 250)], start=day_start(day))
    add_visits([Stay(FAR + 2, 1, 150, 350)], start=day_start(day), micros=7)
    seal_day(day, closed_from(day))
    t_out = day_start(day) + timedelta(seconds=300)
    Visit.objects.filter(person_id=FAR + 2, t_in=day_start(day) + timedelta(seconds=150)).update(
        t_out=t_out, t_eff=t_out
    )
    found = answers(online_engine(asked(days)[1]), days)
    assert found == answers(PostgresEngine(), days)
    assert (0, FAR + 2, 2, 350, seconds_of(day_start(day)) + 150) in found


def test_the_erased_are_nobodys_contacts(days):
    day = days[0]
    add_visits([Stay(FAR + 1, 1, 100, 200), Stay(FAR + 2, 1, 150, 250)], start=day_start(day))
    seal_day(day, closed_from(day))
    cases, window = asked(days)
    with transaction.atomic():
        forget_visits(FAR + 2)
        forget_person(FAR + 2)
    found = online_engine(window).trace(cases, window, RULE)
    assert people_of(found.person).get(FAR + 2) is None
    assert FAR + 2 not in people_of(found.person).values()


def test_next_entries_and_observed_stays_come_from_all_days(days):
    add_visits(
        [Stay(FAR + 1, 1, 100, 200), Stay(FAR + 1, 2, DAY_S + 50, DAY_S + 60), Stay(FAR + 2, 1, 0, 5)],
        start=day_start(days[0]),
    )
    add_visits([Stay(FAR + 3, 1, 300, 999)], start=day_start(days[0]), left=False)
    seal_day(days[0], closed_from(days[0]))
    _, window = asked(days)
    engine, start = online_engine(window), day_bounds(days[0])[0]
    person = numbers_of([FAR + 1])[FAR + 1]
    after = np.array([start + 99, start + 100, start + DAY_S + 50], np.int32)
    soonest = engine.next_entries(np.array([person] * 3, np.int32), after)
    assert soonest.tolist() == [start + 100, start + DAY_S + 50, online_never()]
    assert sorted(engine.observed_stays(1).tolist()) == [5, 100]


def online_never() -> int:
    from antoan.domains.tracing.engines.online import NEVER

    return int(NEVER)


def test_neighbouring_days_are_one_range():
    days = [date(2031, 3, 1), date(2031, 3, 2), date(2031, 3, 4)]
    starts = [day_bounds(day) for day in days]
    assert ranges_of(reversed(days)) == (Range(starts[0][0], starts[1][1]), Range(*starts[2]))
