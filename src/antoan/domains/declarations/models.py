"""Health declarations: what was said, by whom, and how sure we are of it."""

import pghistory
from django.db import models
from django.db.models import Q

from antoan.domains.declarations.values import Channel, Flag, Verification
from antoan.domains.people.models import Person
from antoan.foundation.db.sealed import SealedTextField


def _choices(values: type) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]  # type: ignore[attr-defined]


# Only former states: a city declares by the million, and of one that nobody touched the row itself tells all.
@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old))
class Declaration(models.Model):
    """One declaration about one person. The scan process writes this table too (entrypoints/scan/store.py)."""

    id = models.UUIDField(primary_key=True)  # Made by the declaring device: sending twice is declaring once.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="declarations")
    declared_at = models.DateTimeField()
    questionnaire = models.CharField(max_length=40, db_default="")
    version = models.CharField(max_length=20, db_default="")
    answers = models.JSONField()  # Coded ones by linkId: yes and no, options, numbers, days.
    words = SealedTextField(null=True)  # Free text by linkId, as JSON.
    is_risky = models.BooleanField()
    # Who typed it: the person, or someone for them; unconfirmed until the person agrees (lesson L16).
    declared_by_person_id = models.BigIntegerField(null=True)
    declared_by_account_id = models.BigIntegerField(null=True)
    device_id = models.BigIntegerField(null=True)  # Of the gate.
    session = models.BinaryField(max_length=16, null=True)
    channel = models.CharField(max_length=10, choices=_choices(Channel))
    verified_by = models.CharField(max_length=10, choices=_choices(Verification), db_default="password")
    # A number, not a relation: a place may go, and a busy gate must not lock its place's row.
    place_id = models.BigIntegerField(null=True)
    flag = models.CharField(max_length=10, choices=_choices(Flag), blank=True, db_default="")
    confirmed_at = models.DateTimeField(null=True)
    annulled_at = models.DateTimeField(null=True)
    trip_code = models.CharField(max_length=12, null=True, db_collation="C")  # Of a form that gives one.

    class Meta:
        indexes = [models.Index(fields=["person", "-declared_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["trip_code"], condition=Q(trip_code__isnull=False), name="trip_code_once"
            )
        ]


class Confirmation(models.Model):
    """A secret sent to a person about whom somebody else declared; whoever has it agrees or contests."""

    declaration = models.OneToOneField(Declaration, on_delete=models.CASCADE, related_name="confirmation")
    code_digest = models.BinaryField(max_length=32, unique=True)  # SHA-256: we do not keep the code.
    # The short code of a reply, bound to the number it was sent to: blind_index("confirmation", "<number> <digits>").
    reply_index = models.BinaryField(max_length=16, unique=True, null=True)
    expires_at = models.DateTimeField()
