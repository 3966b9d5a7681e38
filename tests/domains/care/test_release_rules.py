"""When isolation ends: by the document of the day, day 0 counted from the confirmation, days of the city."""

import json
from datetime import UTC, date, datetime, timedelta
from importlib import resources

import pytest

from antoan.domains.care.documents import release_rule, vaccinated
from antoan.domains.care.errors import NoRuleInForce
from antoan.domains.care.rules.release import is_vaccinated, release_standing
from antoan.domains.care.values import ReleaseStanding, TestDay, WhyRelease
from antoan.domains.records.values import IsolationKind
from antoan.kit.clock import local_date

CASE, CONTACT, ARRIVAL = IsolationKind.CASE, IsolationKind.CONTACT, IsolationKind.ARRIVAL
DAY_0 = date(2022, 3, 1)


def judged(day: int, *tests: tuple[int, bool], had_course: bool = False, rule="moh-261") -> ReleaseStanding:
    found = release_rule(CASE, DAY_0)
    assert found.key == rule
    days = [TestDay(DAY_0 + timedelta(days=number), positive) for number, positive in tests]
    return release_standing(
        found, began_on=DAY_0, is_vaccinated=had_course, tests=days, today=DAY_0 + timedelta(days=day)
    )


def said(day: int, *tests: tuple[int, bool], had_course: bool = False) -> tuple[bool, str, int]:
    found = judged(day, *tests, had_course=had_course)
    return found.may_end, found.why.value, (found.ends_on - DAY_0).days


POSITIVE, NEGATIVE = True, False


@pytest.mark.parametrize(
    ("day", "tests", "had_course", "expected"),
    [
        (6, [(6, NEGATIVE)], False, (False, "days_not_over", 7)),
        (7, [], False, (False, "test_wanted", 14)),
        (7, [(6, NEGATIVE)], False, (False, "test_wanted", 14)),  # An earlier negative does not count.
        (7, [(7, NEGATIVE)], False, (True, "negative", 7)),
        (8, [(7, POSITIVE), (8, NEGATIVE)], False, (True, "negative", 8)),
        (8, [(7, NEGATIVE), (8, POSITIVE)], False, (False, "still_positive", 14)),
        (7, [(7, NEGATIVE), (7, POSITIVE)], False, (False, "still_positive", 14)),  # Of one day the graver.
        (9, [(7, POSITIVE)], True, (False, "still_positive", 10)),
        (10, [(7, POSITIVE)], True, (True, "days_anyway", 10)),
        (13, [(7, POSITIVE)], False, (False, "still_positive", 14)),
        (14, [(7, POSITIVE)], False, (True, "days_anyway", 14)),
        (13, [], False, (False, "test_wanted", 14)),
        (14, [], False, (True, "days_anyway", 14)),
        (30, [(20, POSITIVE)], False, (True, "days_anyway", 14)),
        (7, [(8, NEGATIVE)], False, (False, "test_wanted", 14)),  # A test of tomorrow is none of today.
    ],
)
def test_since_2022_seven_days_and_a_negative_else_ten_or_fourteen(day, tests, had_course, expected):
    assert said(day, *tests, had_course=had_course) == expected


@pytest.mark.parametrize(
    ("on", "kind", "key", "days", "days_vaccinated"),
    [
        (date(2021, 7, 28), CASE, "hcm-2021-07-28", 14, 14),
        (date(2021, 8, 31), CASE, "hcm-2021-07-28", 14, 14),
        (date(2021, 9, 1), CASE, "moh-2021-10-days", 10, 10),
        (date(2022, 1, 30), CASE, "moh-2021-10-days", 10, 10),
        (date(2022, 1, 31), CASE, "moh-261", 7, 7),
        (date(2021, 12, 17), CONTACT, "f1-2021", 14, 14),
        (date(2021, 12, 18), CONTACT, "f1-2021-12-18", 14, 7),
        (date(2022, 2, 20), CONTACT, "f1-2021-12-18", 14, 7),
        (date(2022, 2, 21), CONTACT, "f1-762", 7, 5),
        (date(2021, 9, 30), ARRIVAL, "f1-2021", 14, 14),
        (date(2021, 10, 1), ARRIVAL, "arrival-2021-10", 14, 7),
    ],
)
def test_the_document_of_the_day_decides(on, kind, key, days, days_vaccinated):
    rule = release_rule(kind, on)
    assert (rule.key, rule.days, rule.days_vaccinated) == (key, days, days_vaccinated)


def test_before_the_first_document_there_is_no_rule():
    with pytest.raises(NoRuleInForce):
        release_rule(CASE, date(2021, 7, 27))


def test_in_2021_fourteen_days_end_without_a_test():
    rule, day_0 = release_rule(CASE, date(2021, 8, 20)), date(2021, 8, 6)
    found = release_standing(rule, began_on=day_0, is_vaccinated=False, tests=[], today=date(2021, 8, 20))
    assert found == ReleaseStanding(True, WhyRelease.DAYS_OVER, date(2021, 8, 20), "hcm-2021-07-28")


@pytest.mark.parametrize(("text", "day"), [("2022-03-08T16:59:59", 7), ("2022-03-08T17:00:00", 8)])
def test_local_midnight_ends_a_day_not_that_of_utc(text, day):
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    assert (local_date(moment) - DAY_0).days == day


@pytest.mark.parametrize(("days_before", "expected"), [(13, False), (14, True), (15, True)])
def test_fully_vaccinated_is_the_whole_course_fourteen_days_before(days_before, expected):
    known = {"course_doses": 2, "last_dose_on": DAY_0 - timedelta(days=days_before), "began_on": DAY_0}
    days_min = vaccinated().days_after_last_dose_min
    assert is_vaccinated(doses=2, days_min=days_min, **known) is expected
    assert not is_vaccinated(doses=1, days_min=days_min, **known)
    assert not is_vaccinated(doses=0, course_doses=None, last_dose_on=None, began_on=DAY_0, days_min=days_min)


@pytest.mark.parametrize("name", ["release", "eligibility"])
def test_every_document_says_how_sure_we_are(name):
    data = json.loads((resources.files("antoan.domains.care") / "data" / f"{name}.json").read_text("utf-8"))
    assert all(row["mark"] in data["marks"] and row["basis"] for row in data["documents"])
