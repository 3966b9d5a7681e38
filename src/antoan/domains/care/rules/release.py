"""Whether isolation at home may end on a day, why, and when it will. Pure."""

from collections.abc import Sequence
from datetime import date, timedelta

from antoan.domains.care.documents import ReleaseRule
from antoan.domains.care.values import ReleaseStanding, TestDay, WhyRelease


def is_vaccinated(
    *, doses: int, course_doses: int | None, last_dose_on: date | None, began_on: date, days_min: int
) -> bool:
    """Tell whether somebody had the whole course long enough before the first day."""
    if course_doses is None or last_dose_on is None or doses < course_doses:
        return False
    return (began_on - last_dose_on).days >= days_min


def release_standing(
    rule: ReleaseRule, *, began_on: date, is_vaccinated: bool, tests: Sequence[TestDay], today: date
) -> ReleaseStanding:
    """Judge one day. Day 0 is `began_on`; of several tests on one day a positive one counts."""
    first = began_on + timedelta(days=rule.days_vaccinated if is_vaccinated else rule.days)
    anyway = began_on + timedelta(days=rule.days_anyway_vaccinated if is_vaccinated else rule.days_anyway)
    if today < first:
        return ReleaseStanding(False, WhyRelease.DAYS_NOT_OVER, first, rule.key)
    if not rule.needs_negative:
        return ReleaseStanding(True, WhyRelease.DAYS_OVER, first, rule.key)
    counted = _last_that_counts(tests, since=began_on + timedelta(days=rule.test_from_day), until=today)
    if counted is not None and not counted.is_positive:
        return ReleaseStanding(True, WhyRelease.NEGATIVE, max(first, counted.on), rule.key)
    if today >= anyway:
        return ReleaseStanding(True, WhyRelease.DAYS_ANYWAY, anyway, rule.key)
    why = WhyRelease.TEST_WANTED if counted is None else WhyRelease.STILL_POSITIVE
    return ReleaseStanding(False, why, anyway, rule.key)


def _last_that_counts(tests: Sequence[TestDay], *, since: date, until: date) -> TestDay | None:
    counted = (test for test in tests if since <= test.on <= until)
    return max(counted, key=lambda test: (test.on, test.is_positive), default=None)
