"""The append-only, hash-chained trail."""

from django.db import models


class TrailEntry(models.Model):
    """One read of personal data, or one decision. Never changed, never deleted (a trigger refuses)."""

    at = models.DateTimeField()
    actor_account_id = models.BigIntegerField(null=True)
    actor_label = models.CharField(max_length=150)
    address = models.CharField(max_length=45, blank=True)
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=60)
    # Whose data it was, so that this person can see the entry.
    person_id = models.BigIntegerField(null=True, db_index=True)
    purpose = models.CharField(max_length=200, blank=True)
    detail = models.JSONField(default=dict)
    previous_hash = models.BinaryField(max_length=32)
    hash = models.BinaryField(max_length=32, unique=True)

    class Meta:
        ordering = ["id"]
