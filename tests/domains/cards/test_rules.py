"""Ages at their birthdays, parts of a batch, the last day of a card."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.cards.limits import PART_CARDS
from antoan.domains.cards.rules import born_between, parts_of, state_of
from antoan.domains.cards.values import CardState, Chosen

TODAY = date(2026, 11, 26)


def is_chosen(born: date, today: date = TODAY, **ages: int) -> bool:
    first, last = born_between(Chosen(**ages), today)
    return first <= born <= last


def test_sixty_begins_on_the_birthday_and_fifty_nine_ends_the_day_before():
    assert is_chosen(date(1966, 11, 26), age_from=60)
    assert not is_chosen(date(1966, 11, 27), age_from=60)
    assert is_chosen(date(1966, 11, 27), age_until=59)
    assert not is_chosen(date(1966, 11, 26), age_until=59)


def test_who_was_born_today_is_of_age_nought_and_nobody_of_tomorrow():
    assert is_chosen(TODAY)
    assert not is_chosen(TODAY + timedelta(days=1))


def test_who_was_born_on_29_february_turns_older_on_1_march_of_common_years():
    assert not is_chosen(date(2008, 2, 29), date(2026, 2, 28), age_from=18)
    assert is_chosen(date(2008, 2, 29), date(2026, 3, 1), age_from=18)


@given(st.dates(date(1910, 1, 1), TODAY), st.integers(0, 110))
def test_everybody_is_of_one_age_only(born, age):
    is_young, is_old = is_chosen(born, age_until=age), is_chosen(born, age_from=age + 1)
    assert is_young is not is_old


@given(st.integers(0, 5 * PART_CARDS))
def test_parts_hold_every_card_once_in_order(count):
    numbers = [number for part in parts_of(count) for number in range(part.first, part.last + 1)]
    assert numbers == list(range(1, count + 1))
    assert all(part.last - part.first < PART_CARDS for part in parts_of(count))


@pytest.mark.parametrize(
    ("is_revoked", "day", "state"),
    [
        (False, TODAY, CardState.GOOD),
        (False, TODAY - timedelta(days=1), CardState.EXPIRED),
        (True, TODAY, CardState.REVOKED),
    ],
)
def test_a_card_is_good_on_its_last_day(is_revoked, day, state):
    assert state_of(is_revoked=is_revoked, expires_on=day, today=TODAY) is state
