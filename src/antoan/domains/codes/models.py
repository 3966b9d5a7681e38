"""Codes that were issued, so that each can be told from a copy, revoked and replaced."""

import pghistory
from django.db import models

from antoan.foundation.db.base import Record


@pghistory.track()
class IssuedCode(Record):
    """A signed personal code we gave out, known by the digest of its exact text."""

    digest = models.BinaryField(max_length=16, unique=True)  # codes.payload.digest(text)
    qid = models.CharField(max_length=32, db_index=True, db_collation="C")
    key_number = models.PositiveSmallIntegerField()
    issued_on = models.DateField()
    expires_on = models.DateField()
    masked = models.BooleanField(default=False)  # Carries ******004567 instead of the whole number.
    revoked_at = models.DateTimeField(null=True)
    revoked_because = models.CharField(max_length=200, blank=True)


@pghistory.track()
class ShortCode(Record):
    """Eight letters and a check symbol that stand for a person in SMS and speech."""

    code = models.CharField(max_length=9, unique=True, db_collation="C")
    qid = models.CharField(max_length=32, db_index=True, db_collation="C")
    revoked_at = models.DateTimeField(null=True)
