"""Whether somebody's isolation may end today, from records and rules. For services and the queries beside."""

from datetime import date

from antoan.domains.care.documents import release_rule, vaccinated
from antoan.domains.care.models import Episode
from antoan.domains.care.rules.eligibility import Known
from antoan.domains.care.rules.release import is_vaccinated, release_standing
from antoan.domains.care.values import ReleaseStanding, TestDay
from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.records.doses import age_on
from antoan.domains.records.queries.bulk import tests_of
from antoan.domains.records.rules import DIAGNOSTIC
from antoan.domains.records.values import IsolationKind, RecordState, TestOutcome
from antoan.kit.clock import local_date

_JUDGED = {TestOutcome.POSITIVE.value: True, TestOutcome.NEGATIVE.value: False}


def standing_of(row: Episode, today: date) -> ReleaseStanding:
    """Return whether isolation may end, why, and when it does as things stand."""
    known = stored_passes([row.person_id]).get(row.person_id)
    had_course = known is not None and is_vaccinated(
        doses=known.doses_valid,
        course_doses=known.course_doses,
        last_dose_on=known.last_dose_on,
        began_on=row.began_on,
        days_min=vaccinated().days_after_last_dose_min,
    )
    return release_standing(
        release_rule(IsolationKind(row.kind), today),
        began_on=row.began_on,
        is_vaccinated=had_course,
        tests=test_days(row.person_id),
        today=today,
    )


def known_of(person_id: int, today: date) -> Known:
    """Return what the rules of eligibility ask and records know."""
    known = stored_passes([person_id])[person_id]
    return Known(
        age=age_on(today, known.birth_on),
        is_complete=known.course_doses is not None and known.doses_valid >= known.course_doses,
        first_dose_on=known.first_dose_on,
    )


def test_days(person_id: int) -> list[TestDay]:
    """Return the verified tests that say whether somebody is infected, by the city's day of the sample."""
    return [
        TestDay(local_date(test.sampled_at), _JUDGED[test.outcome])
        for test in tests_of([person_id])
        if test.state == RecordState.VERIFIED and test.kind in DIAGNOSTIC and test.outcome in _JUDGED
    ]
