"""Messages, and the numbers that asked us to stop."""

from django.db import models
from django.db.models import Q

from antoan.domains.messaging.values import MessageState
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


class Message(Record):
    """One text message. The key makes it once: queued twice it is one message."""

    key = models.CharField(max_length=120, unique=True)
    template = models.CharField(max_length=60)
    number = SealedTextField()
    number_index = models.BinaryField(max_length=16)  # blind_index("phone", "+84…")
    text = SealedTextField()
    parts = models.PositiveSmallIntegerField()
    person_id = models.BigIntegerField(null=True)  # Whom it is about: people is a domain above.
    state = models.CharField(max_length=10, choices=[(state.value, state.value) for state in MessageState])
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField()  # Of the next attempt.
    expires_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    taken_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    gateway = models.CharField(max_length=20, blank=True)
    reference = models.CharField(max_length=80, blank=True)  # The gateway's own name of it.
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"], name="message_unsent", condition=Q(state__in=["waiting", "sending"])
            ),
            models.Index(fields=["number_index", "-queued_at"]),
            models.Index(fields=["person_id", "-queued_at"]),
        ]


class StoppedNumber(Record):
    """A number whose owner answered STOP."""

    number_index = models.BinaryField(max_length=16, unique=True)
    stopped_at = models.DateTimeField()
