"""A unit stands by its answers: the result is worked out and, from then on, stays."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from antoan.domains.assessment.documents import CriteriaSet
from antoan.domains.assessment.errors import AnswersMissing, SetEnded, TooManyToday
from antoan.domains.assessment.limits import SUBMITTED_PER_PLACE_DAY_MAX
from antoan.domains.assessment.models import Assessment
from antoan.domains.assessment.permissions import MAKE
from antoan.domains.assessment.queries.access import criteria_of, own_row
from antoan.domains.assessment.queries.assessments import result_of, view_of
from antoan.domains.assessment.rules.planning import expires_on
from antoan.domains.assessment.values import AssessmentView, Incomplete, Outcome, State
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def submit_assessment(*, actor: Actor, assessment_id: UUID) -> AssessmentView:
    """Submit a draft; sent twice is submitted once. It takes the place of the last one by the same set.

    AssessmentNotFound; AnswersMissing with the items; SetEnded when its version went out of force meanwhile;
    TooManyToday.
    """
    row = own_row(actor, assessment_id, MAKE, lock=True)
    if row.state == State.SUBMITTED:
        return view_of(row, with_answers=True)
    now, criteria = clock.now(), criteria_of(row)
    if not criteria.holds_on(clock.local_date(now)):
        raise SetEnded
    _refuse_past_bound(row, now)
    outcome = result_of(view_of(row, with_answers=True), criteria)
    if isinstance(outcome, Incomplete):
        raise AnswersMissing(items=list(outcome.missing))
    Assessment.objects.filter(place=row.place_id, set_id=row.set_id, is_current=True).update(is_current=False)
    _keep(row, criteria, outcome, actor, now)
    record_decision(
        actor, action="assessment.submit", object_kind="assessment", object_id=row.pk,
        detail={"place": row.place_id, "set": row.set_id, "version": row.set_version, "level": row.level},
    )  # fmt: skip
    return view_of(row, with_answers=True)


def _keep(row: Assessment, criteria: CriteriaSet, outcome: Outcome, actor: Actor, now: datetime) -> None:
    row.state, row.is_current = State.SUBMITTED, True
    row.submitted_at, row.submitted_by_account_id = now, actor.account_id
    row.points, row.out_of = outcome.points, outcome.out_of
    row.band, row.level, row.is_knocked_out = outcome.band, outcome.level, bool(outcome.knocked_out_by)
    row.expires_on = expires_on(criteria, clock.local_date(now))
    row.save()


def _refuse_past_bound(row: Assessment, now: datetime) -> None:
    today = clock.day_start(clock.local_date(now))
    sent = Assessment.objects.filter(place=row.place_id, set_id=row.set_id, submitted_at__gte=today)
    if sent.count() >= SUBMITTED_PER_PLACE_DAY_MAX:
        raise TooManyToday
