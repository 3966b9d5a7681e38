"""Who registered by SMS and waits for the ward."""

from django.db import models
from django.db.models import Q

from antoan.domains.areas.models import Area
from antoan.domains.textline.values import ApplicationState
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


class Application(Record):
    """Somebody who wrote DK. Number and words are forgotten once it is completed or closed."""

    number = SealedTextField()
    number_index = models.BinaryField(max_length=16)
    words = SealedTextField()
    words_index = models.BinaryField(
        max_length=16
    )  # blind_index("application", folded words): sent twice is once.
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    received_at = models.DateTimeField()
    state = models.CharField(
        max_length=9,
        choices=[(one.value, one.value) for one in ApplicationState],
        default=ApplicationState.OPEN,
    )
    person_id = models.BigIntegerField(null=True)  # Who it turned out to be.
    decided_at = models.DateTimeField(null=True)
    decided_by_account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["received_at"], name="application_open", condition=Q(state="open")),
            models.Index(fields=["number_index", "-received_at"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["number_index", "words_index"], condition=Q(state="open"), name="application_once"
            )
        ]
