"""Messages out and in, what owners of numbers chose, and what each day cost."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from antoan.domains.messaging.values import Kind, Lane, Language, MessageState
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField
from antoan.kit.ids import uuid7


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


class Message(Record):
    """One text message. The key makes it once: queued twice it is one message."""

    key = models.CharField(max_length=120, unique=True)
    ref = models.UUIDField(
        unique=True, default=uuid7
    )  # Its name at the gateway; tells nobody what it is about.
    template = models.CharField(max_length=60)
    kind = models.CharField(max_length=6, choices=_choices(Kind), default=Kind.NOTICE)
    priority = models.PositiveSmallIntegerField(default=3)  # PRIORITIES[kind]
    campaign = models.CharField(max_length=60, blank=True)
    number = SealedTextField()
    number_index = models.BinaryField(max_length=16)  # blind_index("phone", "+84…")
    text = SealedTextField()
    parts = models.PositiveSmallIntegerField()
    person_id = models.BigIntegerField(null=True)  # Whom it is about: people is a domain above.
    state = models.CharField(max_length=12, choices=_choices(MessageState))
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()  # Of the next attempt.
    expires_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)
    silent_since = models.DateTimeField(null=True)  # In doubt, and the gateway has held nothing of it since.
    spent_on = models.DateField(null=True)  # The day whose budget paid for it.
    sent_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField(null=True)
    gateway = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=80, blank=True)  # The gateway's own name of it.
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["priority", "due_at"], name="message_unsent", condition=Q(state="waiting")),
            models.Index(
                fields=["taken_at"],
                name="message_unreported",
                condition=Q(reported_at__isnull=True, state__in=["sending", "uncertain", "sent"]),
            ),
            models.Index(
                fields=["reported_at"], name="message_reported", condition=Q(reported_at__isnull=False)
            ),
            models.Index(fields=["reference"], name="message_reference", condition=~Q(reference="")),
            models.Index(fields=["queued_at"]),
            models.Index(fields=["number_index", "-queued_at"]),
            models.Index(fields=["person_id", "-queued_at"]),
        ]


class Incoming(Record):
    """One message somebody sent us. Number and text are forgotten once it is answered."""

    gateway = models.CharField(max_length=20)
    reference = models.CharField(max_length=80)  # The gateway's own name of it.
    number = SealedTextField()
    number_index = models.BinaryField(max_length=16)
    text = SealedTextField()
    received_at = models.DateTimeField()
    handled_at = models.DateTimeField(null=True)
    keyword = models.CharField(max_length=12, blank=True)  # What it was understood as.

    class Meta:
        indexes = [
            models.Index(fields=["number_index", "-received_at"]),
            models.Index(fields=["received_at"]),
        ]
        constraints = [models.UniqueConstraint(fields=["gateway", "reference"], name="incoming_once")]


class NumberChoice(Record):
    """What whoever holds a number asked for. It holds for everybody who is reached there."""

    number_index = models.BinaryField(max_length=16, unique=True)
    stopped_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=2, choices=_choices(Language), blank=True)


class PersonChoice(Record):
    """What somebody asked for about messages that concern them, on whatever number."""

    person_id = models.BigIntegerField(unique=True)
    stopped_at = models.DateTimeField(null=True)
    language = models.CharField(max_length=2, choices=_choices(Language), blank=True)


class DaySpending(Record):
    """What one budget paid for on one day: the whole lane (no campaign), and each campaign in it."""

    on = models.DateField()
    lane = models.CharField(max_length=6, choices=_choices(Lane))
    campaign = models.CharField(max_length=60, blank=True)
    messages = models.IntegerField(default=0)
    parts = models.IntegerField(default=0)
    cost = models.BigIntegerField(default=0)  # In đồng, at the price of the day.
    capped_at = models.DateTimeField(null=True)  # When its cap stopped the run.

    class Meta:
        constraints = [models.UniqueConstraint(fields=["on", "lane", "campaign"], name="one_budget_a_day")]
