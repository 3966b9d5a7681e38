"""Who is looked after at home, with whom they live, how they stand now, and who was called."""

from enum import StrEnum

import pghistory
from django.db import models
from django.db.models import Q

from antoan.domains.areas.models import Area
from antoan.domains.care.values import Ending
from antoan.domains.people.models import Person
from antoan.domains.records.values import IsolationKind
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


@pghistory.track()
class Episode(Record):
    """Somebody looked after at home, from the ward's decision to the end."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=10, choices=_choices(IsolationKind))
    infection_id = models.BigIntegerField(null=True)  # Numbers: records of another domain.
    order_id = models.BigIntegerField(null=True)
    began_on = models.DateField()  # Day 0 of the rules.
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField(null=True)  # account
    team = models.CharField(max_length=80, blank=True)
    eligibility = models.CharField(max_length=30, blank=True)  # Key of the document by which it was judged.
    answers = models.JSONField(default=dict)
    ended_at = models.DateTimeField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.BigIntegerField(null=True)  # account
    ending = models.CharField(max_length=12, choices=_choices(Ending), blank=True)
    release_rule = models.CharField(max_length=30, blank=True)
    words = SealedTextField(null=True)  # Why somebody was sent to a hospital.

    class Meta:
        indexes = [
            models.Index(fields=["person", "-opened_at"]),
            models.Index(fields=["infection_id"], name="episode_of_case"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at__isnull=True), name="one_open_episode"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ended_on__isnull=True, ending="")
                | (Q(ended_at__isnull=False, ended_on__isnull=False) & ~Q(ending="")),
                name="ended_episode_tells_how",
            ),
        ]


class Watch(models.Model):
    """How somebody at home stands now: derived from readings and tasks, for the order of the ward's list."""

    episode = models.OneToOneField(Episode, on_delete=models.CASCADE, primary_key=True, related_name="watch")
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    urgency = models.PositiveSmallIntegerField()
    since = models.DateTimeField()  # The longest waiting comes first within an urgency.
    last_reading_at = models.DateTimeField(null=True)
    missed_days = models.PositiveSmallIntegerField(default=0)
    task_due_at = models.DateTimeField(null=True)
    task_level = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["ward", "urgency", "since", "episode"], name="watch_list"),
            models.Index(fields=["urgency", "since", "episode"], name="watch_of_city"),
        ]


class HouseholdMember(models.Model):
    """Somebody who lives with one looked after at home, and declares every day too."""

    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="household")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["episode", "person"], name="listed_once_in_household")]


class Call(models.Model):
    """One call that the ward made by itself. Calls that a task asked for are steps of that task."""

    id = models.UUIDField(primary_key=True)  # Made with the desk's form: sent twice is one.
    episode = models.ForeignKey(Episode, on_delete=models.CASCADE, related_name="calls")
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    was_reached = models.BooleanField()
    words = SealedTextField()

    class Meta:
        indexes = [models.Index(fields=["episode", "at"])]


@pghistory.track()
class DutyLine(Record):
    """The telephone that is answered day and night for an area, at one level of escalation."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField()
    number = SealedTextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "level"], name="one_duty_line_a_level")]


@pghistory.track()
class WatchedArea(Record):
    """A ward in which everybody declares daily for a time, because of an outbreak."""

    ward = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    since = models.DateField()
    until = models.DateField(null=True)  # The last day; none: until further notice.
    basis = models.CharField(max_length=120)
    set_by = models.BigIntegerField(null=True)  # account

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ward"], condition=Q(until__isnull=True), name="watched_once"),
        ]
