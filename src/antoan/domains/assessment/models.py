"""Assessments of places with their answers, and the plans that follow. What was submitted stays as it was."""

from enum import StrEnum

import pgtrigger
from django.db import models
from django.db.models import Q

from antoan.domains.assessment.limits import NOTE_LETTERS_MAX
from antoan.domains.assessment.values import Level, State
from antoan.domains.places.models import Place
from antoan.domains.units.models import Unit
from antoan.foundation.db.base import Record
from antoan.kit.ids import uuid7


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


_RESULT = (
    "set_id",
    "set_version",
    "band",
    "level",
    "is_knocked_out",
    "points",
    "out_of",
    "submitted_at",
    "state",
    "place_id",
)
_result_stays = pgtrigger.Protect(
    name="result_stays",
    operation=pgtrigger.Update,
    condition=pgtrigger.Condition(
        "OLD.state = 'submitted' AND ("
        + " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in _RESULT)
        + ")"
    ),
)
_answers_stay = pgtrigger.Trigger(
    name="answers_stay",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=(
        "IF EXISTS (SELECT 1 FROM assessment_assessment a WHERE a.id = NEW.assessment_id AND a.state = 'submitted') THEN "
        "RAISE EXCEPTION 'a submitted assessment stays as it is'; END IF; RETURN NEW;"
    ),
)


class Assessment(Record):
    """A place judged by one set on one day, by the unit that answers for it."""

    id = models.UUIDField(primary_key=True, default=uuid7)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    set_id = models.CharField(max_length=30)
    set_version = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=9, choices=_choices(State))
    started_at = models.DateTimeField()
    started_by_account_id = models.BigIntegerField(null=True)
    submitted_at = models.DateTimeField(null=True)
    submitted_by_account_id = models.BigIntegerField(null=True)
    points = models.PositiveIntegerField(null=True)
    out_of = models.PositiveIntegerField(null=True)
    band = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=4, choices=_choices(Level), blank=True)
    is_knocked_out = models.BooleanField(default=False)
    is_current = models.BooleanField(default=False)  # The last one submitted by its set.
    expires_on = models.DateField(null=True)  # The first day on which it is too old.
    warned_on = models.DateField(null=True)  # The unit was told that it ends soon,
    told_expired_on = models.DateField(null=True)  # and that it has ended.

    class Meta:
        indexes = [
            models.Index(fields=["place", "-started_at"], name="assessment_of_place"),
            models.Index(fields=["expires_on"], name="assessment_ends", condition=Q(is_current=True)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["place", "set_id"], condition=Q(state="draft"), name="one_draft_by_a_set"
            ),
            models.UniqueConstraint(
                fields=["place", "set_id"], condition=Q(is_current=True), name="one_current_by_a_set"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", submitted_at=None, is_current=False, level="")
                | Q(
                    state="submitted", submitted_at__isnull=False, expires_on__isnull=False, out_of__gt=0,
                    points__isnull=False,
                ) & ~Q(level="") & ~Q(band=""),
                name="submitted_has_a_result",
            ),
        ]  # fmt: skip
        triggers = [_result_stays]


class Answer(Record):
    """What a unit said to one item. Of a draft until it is submitted, then for good."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="answers")
    item = models.CharField(max_length=7)
    value = models.CharField(max_length=8, blank=True)
    note = models.CharField(max_length=NOTE_LETTERS_MAX, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assessment", "item"], name="one_answer_to_an_item")]
        triggers = [_answers_stay]


class PlanStep(Record):
    """How and by when one item is mended."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="steps")
    item = models.CharField(max_length=7)
    words = models.CharField(max_length=NOTE_LETTERS_MAX)
    due_on = models.DateField()
    done_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_on"], name="plan_step_due", condition=Q(done_at=None, reminded_on=None))
        ]
        constraints = [models.UniqueConstraint(fields=["assessment", "item"], name="one_step_for_an_item")]
