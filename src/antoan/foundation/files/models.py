"""What is known of each stored file."""

from django.db import models

from antoan.foundation.db.base import Record
from antoan.foundation.files.limits import PICTURE_BYTES_MAX


class StoredFile(Record):
    """A picture in the vault, and the object it belongs to. Not attached: its form was not sent yet."""

    id = models.UUIDField(primary_key=True)  # Made by the sending page: sent twice is stored once.
    name = models.CharField(max_length=32, unique=True)  # In the vault.
    owner_kind = models.CharField(max_length=40)  # "corrections.ticket"
    owner_id = models.CharField(max_length=40)
    person_id = models.BigIntegerField(null=True)  # Whom it is about; null: a place, and nobody.
    account_id = models.BigIntegerField(null=True)  # Who sent it.
    content_type = models.CharField(max_length=20)
    byte_count = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    digest = models.BinaryField(max_length=32)  # SHA-256 of the content, before sealing.
    attached_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner_kind", "owner_id"]),
            models.Index(fields=["person_id", "created_at"]),
            models.Index(
                fields=["created_at"], name="file_waiting", condition=models.Q(attached_at__isnull=True)
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(byte_count__range=(1, PICTURE_BYTES_MAX)), name="file_size_bounded"
            )
        ]
