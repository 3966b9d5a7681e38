"""Policy documents and where each is in force."""

import pghistory
from django.db import models
from django.db.models import F, Q

from antoan.domains.areas.models import Area
from antoan.foundation.db.base import Record


@pghistory.track()
class Policy(Record):
    """One version of a rule document. Never changed once it has been in force."""

    id = models.AutoField(primary_key=True)  # int4, as in every visit.
    key = models.CharField(max_length=60)  # "hcm-2021-10-01"
    version = models.CharField(max_length=20)
    document = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="policy_version_once")]


@pghistory.track()
class PolicyActivation(Record):
    """A policy governs an area, or one kind of place in it, from one moment to another. The narrowest wins."""

    policy = models.ForeignKey(Policy, on_delete=models.PROTECT, related_name="activations")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")  # None: everywhere
    place_kind = models.CharField(max_length=30, blank=True)  # "": every kind
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="activation_ends_after_start",
            )
        ]
