"""Deadlines count the city's working days: weekends, holidays and local midnight."""

from datetime import UTC, date, datetime, timedelta

import pytest

from antoan.domains.corrections.owners import deadlines
from antoan.domains.corrections.rules import decision_due, due_after_answer, is_late, reply_due
from antoan.domains.corrections.values import TicketState
from antoan.kit.clock import CITY_ZONE
from antoan.kit.workdays import due_after, holidays, is_working_day, working_days_between


def city(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=CITY_ZONE)


# 22 November 2026 is a Sunday.
@pytest.mark.parametrize(
    ("opened", "due"),
    [
        (city(2026, 11, 19, 23, 59), city(2026, 11, 24)),  # Thursday: Friday, Monday.
        (city(2026, 11, 20, 0, 0), city(2026, 11, 25)),  # Friday: Monday, Tuesday.
        (city(2026, 11, 20, 23, 59), city(2026, 11, 25)),
        (city(2026, 11, 21, 0, 0), city(2026, 11, 25)),  # Saturday and Sunday as on Friday.
        (city(2026, 11, 22, 23, 59), city(2026, 11, 25)),
        (city(2026, 11, 23, 0, 0), city(2026, 11, 26)),  # Monday: Tuesday, Wednesday.
    ],
)
def test_two_working_days_end_at_local_midnight(opened, due):
    assert due_after(opened, 2, frozenset()) == due


def test_the_citys_midnight_counts_not_that_of_utc():
    # 17:00 UTC of Thursday is Friday in the city.
    assert due_after(datetime(2026, 11, 19, 16, 59, tzinfo=UTC), 2, frozenset()) == city(2026, 11, 24)
    assert due_after(datetime(2026, 11, 19, 17, 0, tzinfo=UTC), 2, frozenset()) == city(2026, 11, 25)


def test_holidays_do_not_count():
    assert date(2026, 4, 30) in holidays()
    # Wednesday 29 April: 30 April and 1 May are off, then a weekend.
    assert due_after(city(2026, 4, 29, 9), 1, holidays()) == city(2026, 5, 5)
    assert due_after(city(2026, 4, 28, 9), 1, holidays()) == city(2026, 4, 30)


def test_listed_holidays_are_no_weekends_and_a_year_without_a_list_has_weekends_only():
    assert [day for day in holidays() if day.weekday() >= 5] == []
    assert is_working_day(date(2031, 5, 1), holidays())


def test_tet_is_jumped_over():
    assert reply_due(city(2026, 2, 13, 16)) == city(2026, 2, 25)


def test_a_decision_is_due_ten_working_days_on():
    assert deadlines().correct_working_days == 10
    assert decision_due(city(2026, 11, 23, 8)) == city(2026, 12, 8)


def test_what_the_person_took_to_answer_is_not_the_offices_time():
    due = decision_due(city(2026, 11, 23, 8))
    asked = city(2026, 11, 24, 10)
    assert due_after_answer(due, asked_at=asked, answered_at=city(2026, 11, 24, 23, 59)) == due
    assert due_after_answer(due, asked_at=asked, answered_at=city(2026, 11, 25, 0, 0)) == city(2026, 12, 9)
    # Over a weekend: Wednesday, Thursday, Friday, Monday; the eighth is a Tuesday.
    assert due_after_answer(due, asked_at=asked, answered_at=city(2026, 11, 30, 9)) == city(2026, 12, 12)


def test_working_days_between_two_moments():
    assert working_days_between(city(2026, 11, 20, 23), city(2026, 11, 23, 0), frozenset()) == 1
    assert working_days_between(city(2026, 11, 20, 0), city(2026, 11, 22, 23), frozenset()) == 0


def test_late_begins_with_the_moment_it_is_due():
    reply, due = city(2026, 11, 25), city(2026, 12, 8)
    moment = timedelta(microseconds=1)

    def late(state: TicketState, now: datetime) -> bool:
        return is_late(state, reply_due_at=reply, due_at=due, now=now)

    assert [late(TicketState.OPEN, now) for now in (reply - moment, reply)] == [False, True]
    assert [late(TicketState.IN_REVIEW, now) for now in (reply, due - moment, due)] == [False, False, True]
    assert not late(TicketState.NEEDS_MORE, due)
    assert not late(TicketState.GRANTED, due)
