"""Tickets with their steps, and appeals."""

from enum import StrEnum

import pghistory
from django.db import models
from django.db.models import Q

from antoan.domains.areas.models import Area
from antoan.domains.corrections.values import (
    UNDECIDED,
    AppealState,
    Fault,
    Opener,
    StepKind,
    Subject,
    TicketState,
)
from antoan.domains.people.models import Person
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


_UNDECIDED = Q(state__in=sorted(UNDECIDED))


@pghistory.track()
class Ticket(Record):
    """What one person said is wrong, and how far it has come."""

    id = models.UUIDField(primary_key=True)  # Made by the sending page: sent twice is opened once.
    number = models.CharField(max_length=7, unique=True)  # numbers.py
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=12, choices=_choices(Subject))
    fault = models.CharField(max_length=8, choices=_choices(Fault))
    record_id = models.CharField(max_length=40, blank=True)  # "" when it is missing.
    claim = models.JSONField(default=dict)  # claims.py
    words = SealedTextField()
    opener = models.CharField(max_length=8, choices=_choices(Opener))
    opened_by_account_id = models.BigIntegerField(null=True)
    opened_by_person_id = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField()
    authority = models.CharField(max_length=20)  # data/owners.json
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=_choices(TicketState))
    reply_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    # The first of two people who agreed, and to what.
    proposed_by_account_id = models.BigIntegerField(null=True)
    proposed_claim = models.JSONField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-opened_at"]),
            models.Index(fields=["due_at", "id"], name="ticket_undecided", condition=_UNDECIDED),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "subject", "record_id"],
                condition=_UNDECIDED & ~Q(record_id=""),
                name="record_contested_once",
            ),
        ]


class Step(models.Model):
    """One thing that happened to a ticket. Steps are only added."""

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=_choices(StepKind))
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    is_by_person = models.BooleanField()
    words = SealedTextField()

    class Meta:
        indexes = [models.Index(fields=["ticket", "id"])]


@pghistory.track()
class Appeal(Record):
    """What somebody says against a verdict, with the verdict as it was."""

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=7, unique=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    verdict = (
        models.JSONField()
    )  # Policy, version, rule, colour, facts used, reason: enough to decide it again.
    words = SealedTextField()
    opened_by_account_id = models.BigIntegerField(null=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=_choices(AppealState))
    answered_at = models.DateTimeField(null=True)
    answered_by_account_id = models.BigIntegerField(null=True)
    answer = SealedTextField()
    correction = models.ForeignKey(Ticket, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["person", "-opened_at"]),
            models.Index(
                fields=["due_at", "id"], name="appeal_open", condition=Q(state=AppealState.OPEN.value)
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state=AppealState.OPEN.value), name="one_open_appeal"
            ),
            # A colour changes through a correction only.
            models.CheckConstraint(
                condition=~Q(state=AppealState.CHANGED.value) | Q(answered_at__isnull=False),
                name="changed_appeal_is_answered",
            ),
        ]
