"""Tasks with their steps, and what units are told."""

from enum import StrEnum

import pghistory
from django.db import models
from django.db.models import Q

from antoan.domains.areas.models import Area
from antoan.domains.monitoring.values import UNDONE, StepKind, TaskKind, TaskState
from antoan.domains.people.models import Person
from antoan.domains.places.models import Place
from antoan.domains.units.models import Unit
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


_UNDONE = Q(state__in=sorted(UNDONE))


@pghistory.track()
class Task(Record):
    """Somebody has to be looked after: by the health station of a ward, until a moment."""

    kind = models.CharField(max_length=30, choices=_choices(TaskKind))
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    about = models.CharField(max_length=40)  # The id of what it rests on: of a declaration, a day at home.
    state = models.CharField(max_length=10, choices=_choices(TaskState))
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)  # When it first went a level up.
    level = models.PositiveSmallIntegerField(default=1, db_default=1)
    taken_by = models.BigIntegerField(null=True)  # account
    taken_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    closed_by = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at", "id"], name="task_undone", condition=_UNDONE),
            models.Index(fields=["person", "-opened_at"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["person", "kind"], condition=_UNDONE, name="one_task_of_a_kind"),
            models.UniqueConstraint(fields=["kind", "about"], name="one_task_per_declaration"),
            models.CheckConstraint(
                condition=Q(state=TaskState.CLOSED.value, closed_at__isnull=False)
                | (~Q(state=TaskState.CLOSED.value) & Q(closed_at__isnull=True)),
                name="closed_task_tells_when",
            ),
        ]


class Step(models.Model):
    """One thing that happened to a task. Steps are only added."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=_choices(StepKind))
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    about = models.CharField(max_length=40, blank=True)
    words = SealedTextField()

    class Meta:
        indexes = [models.Index(fields=["task", "id"])]


class Alert(models.Model):
    """A unit is told that somebody who named a place of it is a risk: a line on its page. It names nobody."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="alerts")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-at"])]
        constraints = [models.UniqueConstraint(fields=["task", "place"], name="unit_alerted_once")]


@pghistory.track()
class AlertContact(Record):
    """The number on which a unit wants to hear of alerts; without one the page alone tells."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="+")
    number = SealedTextField()
