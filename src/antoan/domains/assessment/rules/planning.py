"""When assessments and the steps of plans end, and what a plan may hold. Pure."""

from collections.abc import Mapping
from datetime import date, timedelta

from antoan.domains.assessment.documents import CriteriaSet
from antoan.domains.assessment.errors import PlanUnreadable, WordsTooLong
from antoan.domains.assessment.limits import NOTE_LETTERS_MAX, PLAN_DAYS_MAX
from antoan.domains.assessment.values import Outcome, StepView, ToMend


def expires_on(criteria: CriteriaSet, submitted_on: date) -> date:
    """Return the first day on which an assessment is too old: the day it was made counts as the first."""
    return submitted_on + timedelta(days=criteria.reassess_days)


def is_over(criteria: CriteriaSet, expires_on: date | None, today: date) -> bool:
    """Tell whether an assessment no longer counts: too old, or its set, in its version, is no longer in force."""
    return (expires_on is not None and expires_on <= today) or not criteria.holds_on(today)


def mendable(criteria: CriteriaSet, outcome: Outcome) -> tuple[ToMend, ...]:
    """Return what a plan can mend, in the order in which it helps most: not how many people work there."""
    fixed = {item.key for item in criteria.items if item.fixed}
    return tuple(one for one in outcome.to_mend if one.item not in fixed)


def check_step(
    criteria: CriteriaSet, outcome: Outcome, *, item: str, words: str, due_on: date, today: date
) -> str:
    """Return the words of a step as they are kept; PlanUnreadable, WordsTooLong."""
    said = readable_note(words)
    is_known = item in {one.item for one in mendable(criteria, outcome)}
    if not said or not is_known or not today <= due_on <= today + timedelta(days=PLAN_DAYS_MAX):
        raise PlanUnreadable(item=item)
    return said


def is_mended(outcome: Outcome, steps: Mapping[str, StepView]) -> bool:
    """Tell whether every step that was planned is done, and every knock-out has a step: time to assess anew."""
    planned = bool(steps) and all(step.done_at is not None for step in steps.values())
    return planned and set(outcome.knocked_out_by) <= set(steps)


def readable_note(text: str) -> str:
    """Return a text without needless spaces; WordsTooLong."""
    said = " ".join(text.split())
    if len(said) > NOTE_LETTERS_MAX:
        raise WordsTooLong
    return said
