"""Codes that were issued, so that each can be told from a copy, revoked and replaced."""

import pghistory
import pgtrigger
from django.db import models
from django.db.models import Q

from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField

# Lesson L8: what was revoked never comes back, whatever the order in which messages arrive.
_stays_revoked = pgtrigger.Protect(
    name="stays_revoked",
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__revoked_at__isnull=False, new__revoked_at__isnull=True),
)


@pghistory.track(exclude=["text"])
class IssuedCode(Record):
    """A signed personal code we gave out, known by the digest of its exact text."""

    digest = models.BinaryField(max_length=16, unique=True)  # codes.payload.digest(text)
    text = SealedTextField(
        null=True
    )  # So that the same code can be shown again; null: signed elsewhere in bulk.
    qid = models.CharField(max_length=32, db_index=True, db_collation="C")
    key_number = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    expires_on = models.DateField()
    masked = models.BooleanField(default=False)  # Carries ******004567 instead of the whole number.
    # Its place in the status list, written in the code itself; null: issued before there were lists, or in bulk.
    status_index = models.IntegerField(null=True, unique=True)
    issued_by = models.BigIntegerField(null=True)  # account
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_on__gte=models.F("issued_on")), name="code_lives_forwards"
            )
        ]
        triggers = [_stays_revoked]


@pghistory.track()
class ShortCode(Record):
    """Eight letters and a check symbol that stand for a person in SMS and speech."""

    code = models.CharField(max_length=9, unique=True, db_collation="C")
    qid = models.CharField(max_length=32, db_index=True, db_collation="C")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        triggers = [_stays_revoked]
        constraints = [
            models.UniqueConstraint(
                fields=["qid"], condition=Q(revoked_at__isnull=True), name="one_short_code_per_person"
            )
        ]


class SpokenTry(models.Model):
    """How often somebody, or an address, typed short codes of nobody within an hour; how often one code was asked for."""

    who = models.CharField(max_length=80)  # "account:7", "address:…", "code:<qid>"
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["hour"])]
        constraints = [models.UniqueConstraint(fields=["who", "hour"], name="spoken_tries_counted_once")]


@pghistory.track()
class DynamicReference(Record):
    """Eight random bytes that stand for a person in dynamic codes. The keys are derived, never stored."""

    reference = models.BinaryField(max_length=8, unique=True)
    qid = models.CharField(max_length=32, db_index=True, db_collation="C")
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        triggers = [_stays_revoked]
        constraints = [
            models.UniqueConstraint(
                fields=["qid"], condition=Q(revoked_at__isnull=True), name="one_reference_per_person"
            )
        ]


class DynamicUse(models.Model):
    """Where a dynamic code was used first: a second use is a copy. Written by the scan process, kept for days."""

    reference = models.BinaryField(max_length=8)
    step = models.BigIntegerField()
    gate_id = models.BigIntegerField()  # Places are a domain above.
    scan_id = models.UUIDField()
    used_at = models.DateTimeField(db_index=True)
    replayed_at = models.DateTimeField(null=True)  # When the alarm was raised.

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reference", "step"], name="dynamic_code_used_once")]
