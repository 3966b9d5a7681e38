"""What people said, asked and got; certificates; what the nightly job deleted; whose name was opened."""

from enum import StrEnum

import pghistory
from django.db import models
from django.db.models import F, Q

from antoan.domains.people.models import Person
from antoan.domains.privacy.values import (
    UNFINISHED,
    ConsentAct,
    ConsentChannel,
    CopyState,
    LimitKind,
    RequestKind,
    RequestState,
    StepKind,
)
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


_UNFINISHED = Q(state__in=sorted(UNFINISHED))


class Consent(models.Model):
    """One thing a person said about one purpose. Rows are only added; the newest says how it stands."""

    id = models.UUIDField(primary_key=True)  # Made by the sending page: sent twice is said once.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=20)
    version = models.CharField(max_length=10)
    act = models.CharField(max_length=10, choices=_choices(ConsentAct))
    at = models.DateTimeField()
    channel = models.CharField(max_length=6, choices=_choices(ConsentChannel))
    language = models.CharField(max_length=2)  # In which the words were read.
    text_digest = models.CharField(max_length=64)  # Of the words as they stood: purposes.Version.digest
    by_account_id = models.BigIntegerField(null=True)
    by_person_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "purpose", "-at"])]


@pghistory.track()
class Limit(Record):
    """A purpose that rests for a person, because they asked and it was granted. A state, not a deletion."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=20)
    kind = models.CharField(max_length=8, choices=_choices(LimitKind))
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    request_number = models.CharField(max_length=7)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "purpose"], condition=Q(until__isnull=True), name="purpose_limited_once"
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")), name="limit_ends_after_it_begins"
            ),
        ]


@pghistory.track()
class RightsRequest(Record):
    """What one person asked about their data, and how far it has come."""

    id = models.UUIDField(primary_key=True)  # Made by the sending page: sent twice is asked once.
    number = models.CharField(max_length=7, unique=True)  # kit/spoken.py; an erasure's certificate bears it.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=_choices(RequestKind))
    purpose = models.CharField(max_length=20, blank=True)
    look = models.BigIntegerField(null=True)  # Entry of the trail that was not right.
    words = SealedTextField()
    state = models.CharField(max_length=10, choices=_choices(RequestState))
    opened_at = models.DateTimeField()
    opened_by_account_id = models.BigIntegerField(null=True)
    opened_by_person_id = models.BigIntegerField(null=True)
    reply_due_at = models.DateTimeField()
    due_at = models.DateTimeField()
    escalated_at = models.DateTimeField(null=True)
    erases_at = models.DateTimeField(null=True)  # Of an erasure: not before.
    held_by = models.CharField(
        max_length=100, blank=True
    )  # Keys of rights.json's holds, with spaces between.
    closed_at = models.DateTimeField(null=True)  # Decided or withdrawn.
    decided_by_account_id = models.BigIntegerField(null=True)
    refusal = models.CharField(max_length=20, blank=True)  # Key of rights.json.
    answer = SealedTextField()

    class Meta:
        indexes = [
            models.Index(fields=["person", "-opened_at"]),
            models.Index(fields=["due_at", "id"], name="rights_unfinished", condition=_UNFINISHED),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=_UNFINISHED & Q(kind=RequestKind.DELETE.value),
                name="one_erasure_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(kind=RequestKind.DELETE.value) | Q(erases_at__isnull=False),
                name="erasure_has_its_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.REFUSED.value) | ~Q(refusal=""),
                name="refusal_names_its_ground",
            ),
        ]


class RequestStep(models.Model):
    """One thing that happened to a request. Steps are only added."""

    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=_choices(StepKind))
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    is_by_person = models.BooleanField()
    words = SealedTextField()

    class Meta:
        indexes = [models.Index(fields=["request", "id"])]


class DataCopy(Record):
    """A copy of one person's data: a ZIP in the vault of copies, for some days."""

    request = models.OneToOneField(RightsRequest, on_delete=models.CASCADE, related_name="copy")
    state = models.CharField(max_length=8, choices=_choices(CopyState))
    attempts = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    name = models.CharField(max_length=32, blank=True)  # In the vault; "" when there is no file.
    byte_count = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)  # SHA-256 of the ZIP before sealing.
    rows = models.JSONField(default=dict)  # By table.

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="copy_waiting", condition=Q(state=CopyState.WAITING.value)),
            models.Index(fields=["expires_at"], name="copy_ready", condition=Q(state=CopyState.READY.value)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=CopyState.READY.value)
                | (Q(expires_at__isnull=False) & ~Q(name="") & Q(made_at__isnull=False)),
                name="ready_copy_has_a_file_and_an_end",
            )
        ]


class ErasureCertificate(models.Model):
    """The proof of one erasure, signed. No column says whose it was: only the number leads to it."""

    number = models.CharField(primary_key=True, max_length=7)
    issued_at = models.DateTimeField()
    document = models.JSONField()
    signed = models.TextField()  # Compact JWS over the document.


class RetentionRun(models.Model):
    """What one run of the nightly job deleted of one table."""

    ran_at = models.DateTimeField()
    day = models.DateField()  # The city day on which it ran.
    period = models.CharField(max_length=20)  # Key of retention.json.
    first_day_kept = models.DateField()
    table = models.CharField(max_length=63)
    rows = models.BigIntegerField()
    error = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-ran_at"]), models.Index(fields=["period", "-ran_at"])]


class Unmasking(models.Model):
    """A name that was opened to one account for some minutes, because of one open request (lesson L20)."""

    account_id = models.BigIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    request = models.ForeignKey(RightsRequest, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20)
    since = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account_id", "person", "-until"])]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="unmasking_ends_after_it_begins")
        ]
