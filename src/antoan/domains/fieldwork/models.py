"""Field forms: what a helper wrote at a door, until it is decided."""

from django.db import models
from django.db.models import Q

from antoan.domains.areas.models import Area
from antoan.domains.fieldwork.values import Clash, FormState, Verdict
from antoan.domains.people.models import Person
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


class FieldForm(Record):
    """One form. Its text is kept only while somebody has to decide; then it is emptied."""

    id = models.UUIDField(primary_key=True)  # Made by the phone: sent twice is taken once.
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    text = SealedTextField()  # JSON; "" once nothing is to be decided.
    made_at = models.DateTimeField()
    received_at = models.DateTimeField()
    sent_by_account_id = models.BigIntegerField()
    state = models.CharField(max_length=10, choices=[(one.value, one.value) for one in FormState])
    clash = models.CharField(max_length=16, blank=True, choices=[(one.value, one.value) for one in Clash])
    # Whom it registered or is about; of one that waits, whom it may be about.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by_account_id = models.BigIntegerField(null=True)
    verdict = models.CharField(max_length=4, blank=True, choices=[(one.value, one.value) for one in Verdict])

    class Meta:
        indexes = [
            models.Index(
                fields=["ward", "received_at"], name="field_form_waiting", condition=Q(state="waiting")
            ),
            models.Index(fields=["sent_by_account_id", "received_at"], name="field_form_sender"),
            models.Index(fields=["received_at"], name="field_form_age"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="waiting") | Q(clash="") | Q(decided_at__isnull=False),
                name="field_form_decided",
            )
        ]
