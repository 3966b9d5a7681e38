"""The append-only, hash-chained trail."""

from typing import Final

from django.db import models
from django.db.models import Q

from antoan.foundation.db.append_only import HashChain, append_only

CHAIN_LOCK: Final = 7_212_019_501  # A number nothing else in this database locks.


class TrailKind(models.TextChoices):
    """What an entry tells of."""

    READ = "read"
    DECISION = "decision"


class TrailEntry(models.Model):
    """One read of personal data, or one decision. Never changed, never deleted (triggers refuse).

    `digest` is the SHA-256 of what the entry says (audit.digests). The chain is made by the database at
    commit: position 1, 2, 3 … without a gap, and hash = SHA-256(previous_hash + digest).
    """

    at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=TrailKind.choices)
    actor_account_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=150)
    address = models.CharField(max_length=45, blank=True)
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=60)
    # Whose data it was, so that this person can see the entry.
    person_id = models.BigIntegerField(null=True)
    purpose = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    digest = models.BinaryField(max_length=32)
    # Filled once, at commit.
    position = models.BigIntegerField(null=True)
    previous_hash = models.BinaryField(max_length=32, null=True)
    hash = models.BinaryField(max_length=32, null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["position"], name="trail_position_once")]
        indexes = [
            models.Index(
                fields=["person_id", "-id"], name="trail_of_person", condition=Q(person_id__isnull=False)
            ),
            models.Index(fields=["actor_account_id", "-at"], name="trail_of_actor"),
        ]
        triggers = [*append_only(), HashChain(lock=CHAIN_LOCK)]
