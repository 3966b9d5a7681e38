"""Morning and afternoon by the city's clock; a whole day without a word is missed."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.care.documents import slots
from antoan.domains.care.rules.missing import Told, missed_days, missed_in_a_row, slot_of, told_slots
from antoan.kit.clock import local_date

OPENED = datetime(2026, 3, 1, 8, tzinfo=UTC)  # 15:00 in the city.


@pytest.mark.parametrize(
    ("utc", "slot"),
    [
        ("2026-03-01T17:00:00", "morning"),  # Local midnight.
        ("2026-03-02T04:59:59", "morning"),
        ("2026-03-02T05:00:00", "afternoon"),
        ("2026-03-02T16:59:59", "afternoon"),
    ],
)
def test_the_city_s_noon_and_midnight_part_the_day(utc, slot):
    assert slot_of(datetime.fromisoformat(utc).replace(tzinfo=UTC), slots()).key == slot


def test_the_day_of_opening_and_today_are_not_missed():
    def missed(today, told=()):
        return missed_days(opened_at=OPENED, told_on=set(told), today=today)

    assert missed(date(2026, 3, 1)) == []
    assert missed(date(2026, 3, 2)) == []
    assert missed(date(2026, 3, 3)) == [date(2026, 3, 2)]
    assert missed(date(2026, 3, 5), [date(2026, 3, 3)]) == [date(2026, 3, 2), date(2026, 3, 4)]


def test_opened_before_local_midnight_the_next_day_is_owed():
    late = datetime(2026, 3, 1, 16, 59, 59, tzinfo=UTC)  # 23:59:59 on the 1st.
    after = late + timedelta(seconds=1)
    assert missed_days(opened_at=late, told_on=set(), today=date(2026, 3, 3)) == [date(2026, 3, 2)]
    assert missed_days(opened_at=after, told_on=set(), today=date(2026, 3, 3)) == []


@pytest.mark.parametrize(
    ("told", "days"),
    [([], 4), ([5], 0), ([4], 1), ([2, 3], 2), ([6], 0), ([2, 5], 0)],
)
def test_days_missed_in_a_row_end_with_yesterday_and_with_a_word_today(told, days):
    on = {date(2026, 3, number) for number in told}
    assert missed_in_a_row(opened_at=OPENED, told_on=on, today=date(2026, 3, 6)) == days


def test_each_time_of_day_since_the_opening_is_shown_newest_first():
    now = datetime(2026, 3, 2, 6, tzinfo=UTC)  # 13:00 on the 2nd.
    found = told_slots([OPENED], opened_at=OPENED, now=now, slots=slots(), days_max=14)
    assert found == [
        Told(date(2026, 3, 2), "afternoon", False),
        Told(date(2026, 3, 2), "morning", False),
        Told(date(2026, 3, 1), "afternoon", True),
    ]


@given(st.integers(0, 60), st.sets(st.integers(0, 60)))
def test_whoever_told_every_day_missed_none_and_all_missed_days_are_past(days, told):
    today = local_date(OPENED) + timedelta(days=days)
    on = {local_date(OPENED) + timedelta(days=number) for number in told}
    missed = missed_days(opened_at=OPENED, told_on=on, today=today)
    assert not on.intersection(missed)
    assert all(local_date(OPENED) < day < today for day in missed)
    every = {local_date(OPENED) + timedelta(days=number) for number in range(days)}
    assert missed_days(opened_at=OPENED, told_on=every, today=today) == []
