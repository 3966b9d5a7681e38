"""Staff lists: workers in groups, quotas, submitted lists with their steps, alerts."""

from enum import StrEnum

import pghistory
from django.db import models
from django.db.models import Q

from antoan.domains.areas.models import Area
from antoan.domains.people.models import Person
from antoan.domains.people.values import DocumentKind, Gender
from antoan.domains.places.values import PlaceKind
from antoan.domains.units.models import Unit
from antoan.domains.workers.list_values import ListState, PlanKind, StepKind
from antoan.domains.workers.values import Because, Ended, Link
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


_ON_LIST = Q(ended_at__isnull=True)


class Cohort(Record):
    """A group that works together, with its shift and how often it is tested."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=80)
    name_folded = models.CharField(max_length=80)
    shift_starts = models.TimeField(null=True)
    shift_ends = models.TimeField(null=True)
    stays_on_site = models.BooleanField(default=False)
    test_every_days = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name_folded"], name="cohort_once_per_unit")]


@pghistory.track()
class Worker(Record):
    """Somebody on a unit's list, as the unit wrote it; joined to a person when that is certain."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    link = models.CharField(max_length=9, choices=_choices(Link))
    because = models.CharField(max_length=12, choices=_choices(Because), blank=True)  # Why it was sent back.
    full_name = models.CharField(max_length=150)
    name_folded = models.CharField(max_length=150)
    birth_on = models.DateField()
    birth_day_known = models.BooleanField(default=True)
    gender = models.CharField(max_length=8, choices=_choices(Gender))
    document_kind = models.CharField(max_length=10, choices=_choices(DocumentKind))
    document_number = SealedTextField()
    document_index = models.BinaryField(max_length=16)  # people.queries.persons.paper_index
    phone = SealedTextField()
    # Where a desk looks at the row: the ward of residence when the unit named it, else the unit's.
    desk_ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    staff_code = models.CharField(max_length=30, blank=True)
    job = models.CharField(max_length=100, blank=True)
    cohort = models.ForeignKey(Cohort, on_delete=models.SET_NULL, null=True, related_name="+")
    joined_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_because = models.CharField(max_length=9, choices=_choices(Ended), blank=True)
    import_run_id = models.UUIDField(null=True)
    import_row = models.PositiveIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person"], name="worker_person", condition=Q(person__isnull=False)),
            models.Index(fields=["unit", "name_folded", "id"], name="worker_on_list", condition=_ON_LIST),
            models.Index(fields=["document_index"], name="worker_document"),
            models.Index(
                fields=["desk_ward", "joined_at", "id"],
                name="worker_to_check",
                condition=_ON_LIST & Q(link__in=[Link.CHECK.value, Link.PENDING.value]),
            ),
            models.Index(
                fields=["import_run_id", "import_row"],
                name="worker_import",
                condition=Q(import_run_id__isnull=False),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "document_index"], condition=_ON_LIST, name="paper_once_on_a_list"
            ),
            models.UniqueConstraint(
                fields=["unit", "person"],
                condition=_ON_LIST & Q(person__isnull=False),
                name="person_once_on_a_list",
            ),
            models.CheckConstraint(
                condition=Q(link=Link.LINKED.value, person__isnull=False)
                | (~Q(link=Link.LINKED.value) & Q(person__isnull=True)),
                name="linked_worker_has_a_person",
            ),
        ]


class UnitContact(Record):
    """Whom a unit wants to be told about its list."""

    unit = models.OneToOneField(Unit, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=100)
    number = SealedTextField()


@pghistory.track()
class Quota(Record):
    """How many may work, under which conditions, from a day on. A change ends the former row and adds one."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+")
    sector = models.CharField(max_length=30, choices=_choices(PlaceKind), blank=True)  # "": every sector
    unit_workers_max = models.PositiveIntegerField(null=True)
    total_workers_max = models.PositiveIntegerField(null=True)
    conditions = models.JSONField()  # values.Conditions
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)  # First day on which it holds no more.
    basis = models.CharField(max_length=200, blank=True)
    set_by_account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["area", "valid_from"]), models.Index(fields=["unit", "valid_from"])]
        constraints = [
            models.CheckConstraint(
                # Equal: it was ended before it began, and never held.
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=models.F("valid_from")),
                name="quota_ends_after_it_begins",
            ),
            models.UniqueConstraint(
                fields=["area", "unit", "sector", "valid_from"],
                nulls_distinct=False,
                name="quota_once_a_day",
            ),
        ]


@pghistory.track()
class SubmittedList(Record):
    """A unit's list as it was on the day it was submitted, and what the area's body decided."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()  # 1, 2, 3 … of the unit.
    state = models.CharField(max_length=9, choices=_choices(ListState))
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")  # None: the city.
    plan_kind = models.CharField(max_length=9, choices=_choices(PlanKind))
    plan_note = models.TextField(blank=True)
    workers = models.PositiveIntegerField()
    findings = models.JSONField()  # Of the day it was submitted, and then of the last check.
    holds = models.BooleanField(default=True)
    quota = models.ForeignKey(Quota, on_delete=models.SET_NULL, null=True, related_name="+")
    submitted_at = models.DateTimeField()
    submitted_by_account_id = models.BigIntegerField(null=True)
    due_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by_account_id = models.BigIntegerField(null=True)
    reason = models.TextField(blank=True)
    valid_until = models.DateField(null=True)  # Last day, included.

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="list_waiting",
                condition=Q(state=ListState.SUBMITTED.value),
            ),
            models.Index(
                fields=["valid_until"], name="list_in_force", condition=Q(state=ListState.APPROVED.value)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["unit", "number"], name="list_number_once_per_unit"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(state=ListState.SUBMITTED.value), name="one_list_waits"
            ),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(state=ListState.APPROVED.value), name="one_list_in_force"
            ),
            models.CheckConstraint(
                condition=~Q(state=ListState.APPROVED.value) | Q(valid_until__isnull=False),
                name="approval_has_an_end",
            ),
        ]


class ListEntry(models.Model):
    """Somebody who was on a list when it was submitted."""

    submitted = models.ForeignKey(SubmittedList, on_delete=models.CASCADE, related_name="+")
    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["submitted", "worker"], name="worker_once_per_list")]


class ListStep(models.Model):
    """One thing that happened to a submitted list. Steps are only added."""

    submitted = models.ForeignKey(SubmittedList, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=11, choices=_choices(StepKind))
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    words = models.TextField(blank=True)


class Alert(Record):
    """A worker who must not come in, from when on, until when, and who at the unit has seen it."""

    worker = models.ForeignKey(Worker, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    raised_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by_account_id = models.BigIntegerField(null=True)
    acknowledged_by = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes = [models.Index(fields=["unit", "-raised_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["worker"], condition=Q(ended_at__isnull=True), name="one_open_alert_a_worker"
            )
        ]
