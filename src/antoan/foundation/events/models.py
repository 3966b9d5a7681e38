"""The outbox: events waiting for those who may hear them later."""

from django.db import models


class OutboxEvent(models.Model):
    """An event kept in the transaction that caused it, delivered afterwards by the worker."""

    name = models.CharField(max_length=80)
    payload = models.JSONField()
    at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="outbox_waiting", condition=models.Q(delivered_at__isnull=True))
        ]
