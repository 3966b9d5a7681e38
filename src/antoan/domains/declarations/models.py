"""Health declarations: what was said, by whom, and how sure we are of it."""

from django.db import models

from antoan.domains.people.models import Person


class Declaration(models.Model):
    """One declaration about one person."""

    id = models.UUIDField(primary_key=True)  # Made by the declaring device: sending twice is declaring once.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="declarations")
    declared_at = models.DateTimeField()
    answers = models.JSONField()
    is_risky = models.BooleanField()
    # Who typed it: the person, or someone for them; unconfirmed until the person agrees (lesson L16).
    declared_by_person_id = models.BigIntegerField(null=True)
    declared_by_account_id = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=10)  # web, gate, sms, staff
    confirmed_at = models.DateTimeField(null=True)
    annulled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-declared_at"])]
