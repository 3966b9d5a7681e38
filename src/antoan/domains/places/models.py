"""Places, the spots inside them, their gates, and the devices enrolled at a gate."""

import pghistory
from django.db import models
from django.db.models import Q

from antoan.domains.areas.models import Area
from antoan.domains.places.poster_values import UNDECIDED, Finding, ReportState
from antoan.domains.places.values import GateMode, PlaceKind, Ventilation
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


@pghistory.track()
class Place(Record):
    """Somewhere people enter: a shop, a factory, a bus."""

    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in PlaceKind])
    address = models.CharField(max_length=200, blank=True)
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    capacity = models.PositiveIntegerField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    closed_at = models.DateTimeField(null=True)
    plate = models.CharField(max_length=15, blank=True, db_default="")
    opens_at = models.TimeField(null=True)
    closes_at = models.TimeField(null=True)


@pghistory.track()
class Spot(models.Model):
    """A zone of a place: people at one spot can meet. Visits happen at spots."""

    id = models.AutoField(primary_key=True)  # int4: four bytes in every visit.
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="spots")
    name = models.CharField(max_length=80, blank=True)
    usual_stay_minutes = models.PositiveSmallIntegerField()
    capacity = models.PositiveIntegerField(null=True)
    area_m2 = models.PositiveIntegerField(null=True)
    ventilation = models.CharField(
        max_length=10,
        choices=[(v.value, v.value) for v in Ventilation],
        db_default=Ventilation.UNKNOWN.value,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["place", "name"], name="spot_once_per_place"),
            models.CheckConstraint(
                condition=Q(usual_stay_minutes__range=(1, 1440)), name="stay_within_a_day"
            ),
        ]


@pghistory.track()
class Gate(Record):
    """A way into a spot, where codes are scanned."""

    id = models.AutoField(primary_key=True)  # int4, as in every visit.
    spot = models.ForeignKey(Spot, on_delete=models.CASCADE, related_name="gates")
    name = models.CharField(max_length=80)
    mode = models.CharField(
        max_length=4, choices=[(m.value, m.value) for m in GateMode], default=GateMode.AUTO
    )
    closed_at = models.DateTimeField(null=True)


@pghistory.track()
class Device(Record):
    """A phone or reader enrolled at a gate. We keep the digest of its token, never the token."""

    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(max_length=80)
    token_digest = models.BinaryField(max_length=32, unique=True)  # SHA-256 of the bearer token
    revoked_at = models.DateTimeField(null=True)
    enrolled_by = models.BigIntegerField(null=True)  # account


class EnrolmentTicket(models.Model):
    """A one-time secret shown as a QR; the device that redeems it becomes a device of the gate."""

    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="+")
    secret_digest = models.BinaryField(max_length=32, unique=True)
    made_by = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    redeemed_at = models.DateTimeField(null=True)


@pghistory.track()
class PlaceCode(Record):
    """A posted code of a place. Reissue retires the old one."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="codes")
    serial = models.CharField(max_length=10, unique=True, db_collation="C")  # Printed on the poster.
    retired_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=Q(retired_at__isnull=True), name="one_code_in_force_per_place"
            )
        ]


@pghistory.track()
class PosterReport(Record):
    """A poster that somebody found false, foreign or out of date."""

    sent_id = models.UUIDField(unique=True)  # Made by the sending page: sent twice is reported once.
    finding = models.CharField(max_length=8, choices=[(f.value, f.value) for f in Finding])
    host = models.CharField(max_length=253, blank=True)
    serial = models.CharField(max_length=10, blank=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, null=True, related_name="+")
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    words = SealedTextField()
    person_id = models.BigIntegerField(null=True)  # Who sent it; nobody once they are erased.
    reported_at = models.DateTimeField()
    due_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in ReportState])
    decided_at = models.DateTimeField(null=True)
    decided_by_account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at", "id"], name="report_undecided", condition=Q(state__in=sorted(UNDECIDED))
            ),
            models.Index(fields=["person_id", "-reported_at"]),
            models.Index(fields=["place"], name="report_of_place", condition=Q(state__in=sorted(UNDECIDED))),
        ]
