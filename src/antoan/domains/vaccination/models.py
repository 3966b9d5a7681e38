"""Campaigns with their lists, sessions with their lots, who came, and which dose was entered."""

import pghistory
from django.db import models
from django.db.models import F, Q

from antoan.domains.people.models import Person
from antoan.domains.people.queries.placing import Standing
from antoan.domains.units.models import Unit
from antoan.domains.vaccination.importing.values import HeldState
from antoan.domains.vaccination.limits import CAPACITY_MAX, NAME_LETTERS_MAX
from antoan.domains.vaccination.values import Reaction
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


class Campaign(Record):
    """Whom a unit vaccinates with what, in which days."""

    id = models.UUIDField(primary_key=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LETTERS_MAX)
    product = models.CharField(max_length=40)  # key of records/data/vaccines.json
    starts_on = models.DateField()
    ends_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["unit", "-starts_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="campaign_ends_after_it_starts"
            )
        ]


class Target(Record):
    """Somebody on the list of a campaign."""

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    came_from = models.CharField(max_length=60)  # "ward:26740", "import:<run>", "desk"

    class Meta:
        constraints = [models.UniqueConstraint(fields=["campaign", "person"], name="target_once_a_campaign")]


class Session(Record):
    """One day of a campaign at one site."""

    id = models.UUIDField(primary_key=True)
    campaign = models.ForeignKey(Campaign, on_delete=models.PROTECT, related_name="sessions")
    site = models.CharField(max_length=NAME_LETTERS_MAX)
    address = models.CharField(max_length=200, blank=True)
    held_on = models.DateField()
    opens = models.TimeField()
    closes = models.TimeField()
    capacity = models.PositiveIntegerField()
    teams = models.PositiveSmallIntegerField(default=1)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["campaign", "held_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity__range=(1, CAPACITY_MAX)), name="session_capacity_bounded"
            ),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="session_closes_after_it_opens"),
        ]


class SessionLot(Record):
    """A lot brought to a session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="lots")
    product = models.CharField(max_length=40)
    number = models.CharField(max_length=40)
    expires_on = models.DateField()
    vials = models.PositiveIntegerField()
    doses_per_vial = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "number"], name="lot_once_a_session"),
            models.CheckConstraint(condition=Q(vials__range=(1, 10_000)), name="vials_plausible"),
            models.CheckConstraint(
                condition=Q(doses_per_vial__range=(1, 50)), name="doses_per_vial_plausible"
            ),
        ]


@pghistory.track()
class Booking(Record):
    """Somebody who was invited to a session, or who came."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="bookings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    invited_at = models.DateTimeField(null=True)
    came_at = models.DateTimeField(null=True)
    number = models.PositiveIntegerField(null=True)  # In the row.

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="booking_once_a_session"),
            models.UniqueConstraint(fields=["session", "number"], name="number_once_a_session"),
        ]


@pghistory.track()
class Entry(Record):
    """A dose entered at a session; the dose itself is a health record."""

    id = models.UUIDField(primary_key=True)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="entries")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    record_id = models.BigIntegerField()
    lot = models.CharField(max_length=40)
    dose_number = models.PositiveSmallIntegerField()
    doubts = models.CharField(max_length=200, blank=True)
    entered_by = models.BigIntegerField(null=True)  # account
    entered_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)
    reaction = models.CharField(max_length=8, blank=True, choices=[(r.value, r.value) for r in Reaction])
    words = SealedTextField()

    class Meta:
        indexes = [models.Index(fields=["session", "-entered_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "person"], condition=Q(undone_at__isnull=True), name="one_dose_a_session"
            )
        ]


class ImportedDose(Record):
    """That a dose came with a row of a file: by it the file is compared with what stands, and taken back."""

    run_id = models.UUIDField()
    number = models.PositiveIntegerField()  # Of the row, as the spreadsheet counts.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    record_id = models.BigIntegerField()
    former = models.JSONField(null=True)  # How the record stood that the file vouched for.

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run_id", "number"], name="imported_row_once")]


class HeldDose(Record):
    """A row of a file of which nobody could say whose dose it is. It is nobody's until somebody has looked."""

    run_id = models.UUIDField()
    number = models.PositiveIntegerField()
    owner_id = models.CharField(max_length=40)  # Of the run: a unit's number, or the city.
    brought_by = models.BigIntegerField(null=True)  # account
    standing = models.CharField(max_length=10, choices=[(s.value, s.value) for s in Standing])
    person = models.ForeignKey(
        Person, on_delete=models.CASCADE, null=True, related_name="+"
    )  # Who it may be.
    key = models.BinaryField(max_length=16, null=True)  # people.queries.linking.identity_key
    mark = models.BinaryField(max_length=16)  # Blind index of the whole row.
    product = models.CharField(max_length=40)
    given_on = models.DateField()
    content = SealedTextField()  # JSON of cells; "" once it was settled.
    state = models.CharField(max_length=10, choices=[(s.value, s.value) for s in HeldState])
    settled_by = models.BigIntegerField(null=True)  # account
    settled_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["owner_id", "created_at"], name="dose_held", condition=Q(state="waiting")),
            models.Index(fields=["key"], name="dose_held_key"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["run_id", "number"], name="held_row_once"),
            models.UniqueConstraint(fields=["owner_id", "mark"], name="held_row_known"),
        ]
