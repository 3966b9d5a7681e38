"""How long somebody stays apart: every rule on the day before it, on its day, and at local midnight."""

from datetime import date, datetime, timedelta

import pytest

from antoan.domains.isolation.rules import is_apart_at, months_after, plan_for, standing_of
from antoan.domains.isolation.values import Standing, Where
from antoan.domains.records.vaccines import vaccines
from antoan.domains.records.values import Case, Dose, IsolationKind
from antoan.kit.clock import CITY_ZONE

CASE, CONTACT, ARRIVAL = IsolationKind.CASE, IsolationKind.CONTACT, IsolationKind.ARRIVAL
FULL, PARTIAL, NONE = Standing.FULL, Standing.PARTIAL, Standing.NONE
COURSES = {vaccine.key: vaccine.course_doses for vaccine in vaccines()}


@pytest.mark.parametrize(
    ("kind", "anchor", "standing", "days", "tests", "where"),
    [
        (CASE, date(2021, 8, 31), NONE, 14, (14,), Where.HOME),
        (CASE, date(2021, 9, 1), NONE, 10, (10,), Where.HOME),
        (CASE, date(2022, 1, 30), FULL, 10, (10,), Where.HOME),
        (CASE, date(2022, 1, 31), FULL, 7, (7,), Where.HOME),
        (CONTACT, date(2021, 12, 17), FULL, 14, (1, 14), Where.SITE),
        (CONTACT, date(2021, 12, 18), FULL, 7, (1, 7), Where.HOME),
        (CONTACT, date(2021, 12, 18), PARTIAL, 14, (1, 14), Where.SITE),
        (CONTACT, date(2022, 2, 20), FULL, 7, (1, 7), Where.HOME),
        (CONTACT, date(2022, 2, 21), FULL, 5, (5,), Where.HOME),
        (CONTACT, date(2022, 2, 21), NONE, 7, (7,), Where.HOME),
        (CONTACT, date(2026, 11, 26), NONE, 7, (7,), Where.HOME),
        (ARRIVAL, date(2021, 10, 15), PARTIAL, 7, (1, 7), Where.HOME),
        (ARRIVAL, date(2021, 10, 15), NONE, 14, (1, 7, 14), Where.HOME),
    ],
)
def test_the_rule_of_day_zero_decides(kind, anchor, standing, days, tests, where):
    plan = plan_for(kind, anchor, standing)
    assert (plan.ends_on, plan.where) == (anchor + timedelta(days=days), where)
    assert plan.test_days == tuple(anchor + timedelta(days=day) for day in tests)


def test_an_arrival_with_all_doses_only_watches():
    plan = plan_for(ARRIVAL, date(2021, 10, 15), FULL)
    assert (plan.ends_on, plan.watch_until) == (None, date(2021, 10, 22))


@pytest.mark.parametrize(("standing", "longer"), [(FULL, 10), (PARTIAL, 14), (NONE, 14)])
def test_still_positive_on_day_seven_it_goes_on_to_day_ten_or_fourteen(standing, longer):
    plan = plan_for(CASE, date(2022, 2, 1), standing)
    assert plan.longer_until == date(2022, 2, 1) + timedelta(days=longer)


def test_what_nobody_confirmed_is_marked():
    assert plan_for(CONTACT, date(2022, 2, 21), FULL).is_unconfirmed
    assert not plan_for(CONTACT, date(2021, 12, 18), FULL).is_unconfirmed
    assert plan_for(CONTACT, date(2021, 12, 18), NONE).is_unconfirmed


@pytest.mark.parametrize(
    ("moment", "is_apart"),
    [
        ("2022-01-31T23:59:59", False),
        ("2022-02-01T00:00:00", True),
        ("2022-02-08T23:59:59", True),
        ("2022-02-09T00:00:00", False),
    ],
)
def test_an_order_holds_between_local_midnights(moment, is_apart):
    plan = plan_for(CASE, date(2022, 2, 1), FULL)
    at = datetime.fromisoformat(moment).replace(tzinfo=CITY_ZONE)
    assert plan.ends_on is not None
    assert is_apart_at(at, starts_on=plan.anchor_on, ends_on=plan.ends_on) is is_apart


def dose(on: date, product: str = "comirnaty", state: str = "verified") -> Dose:
    return Dose(1, 1, state, "clinic:1", product, on)


def case(recovered_on: date | None, proof: str = "discharge", state: str = "verified") -> Case:
    return Case(1, 1, state, "authority:x", date(2021, 6, 1), recovered_on, proof)


def standing(on: date, *doses: Dose, cases: tuple[Case, ...] = ()) -> Standing:
    return standing_of(doses, cases, courses=COURSES, on=on)


SECOND = date(2021, 8, 20)
BOTH = (dose(date(2021, 7, 20)), dose(SECOND))


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2021, 8, 2), NONE),  # 13 days after the first
        (date(2021, 8, 3), PARTIAL),  # 14
        (date(2021, 9, 2), PARTIAL),  # 13 days after the second
        (date(2021, 9, 3), FULL),  # 14
        (date(2022, 2, 20), FULL),  # six months to the day
        (date(2022, 2, 21), PARTIAL),
    ],
)
def test_doses_protect_from_day_fourteen_to_six_months(on, expected):
    assert standing(on, *BOTH) is expected


def test_a_fresh_booster_takes_nothing_away_and_a_later_one_renews():
    booster = dose(date(2022, 2, 10))
    assert standing(date(2022, 2, 15), *BOTH, booster) is FULL
    assert standing(date(2022, 3, 1), *BOTH, booster) is FULL


def test_one_dose_of_a_vaccine_of_one_is_the_whole_course():
    assert standing(date(2021, 9, 3), dose(SECOND, "janssen")) is FULL


@pytest.mark.parametrize("state", ["unverified", "quarantined", "annulled"])
def test_only_verified_doses_protect(state):
    assert standing(date(2021, 10, 1), *(dose(one.given_on, state=state) for one in BOTH)) is NONE


@pytest.mark.parametrize(
    ("on", "expected"),
    [(date(2021, 6, 30), NONE), (date(2021, 7, 1), FULL), (date(2022, 1, 1), FULL), (date(2022, 1, 2), NONE)],
)
def test_a_recovery_protects_for_six_months(on, expected):
    assert standing(on, cases=(case(date(2021, 7, 1)),)) is expected


def test_a_recovery_without_proof_or_not_verified_protects_nobody():
    day = date(2021, 8, 1)
    assert standing(day, cases=(case(date(2021, 7, 1), proof=""),)) is NONE
    assert standing(day, cases=(case(date(2021, 7, 1), state="annulled"),)) is NONE


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2021, 8, 31), date(2022, 2, 28)), (date(2023, 8, 31), date(2024, 2, 29)), (date(2021, 12, 1), date(2022, 6, 1))],
)  # fmt: skip
def test_months_are_those_of_the_calendar(day, expected):
    assert months_after(day, 6) == expected
