"""What is kept about gates at work."""

import pghistory
from django.db import models

from antoan.domains.gates.silence_values import SilenceOutcome
from antoan.domains.gates.values import Because, VisitorKind
from antoan.domains.places.models import Device, Gate, Place
from antoan.domains.tracing.models import TracingCase
from antoan.domains.units.models import Unit
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


def _choices(values: type) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]  # type: ignore[attr-defined]


class DeviceState(models.Model):
    """How a device is doing, as it last told. Apart from the device: a contact must not wake the scan processes."""

    device = models.OneToOneField(Device, on_delete=models.CASCADE, primary_key=True, related_name="+")
    contact_at = models.DateTimeField()
    page_version = models.PositiveSmallIntegerField(default=0)
    queue_rows = models.PositiveIntegerField(default=0)  # Scans that wait on it.
    public_key = models.BinaryField(
        max_length=65, null=True
    )  # Its packs are sealed to this key; never another.
    pack_sequence = models.PositiveIntegerField(default=0)
    pack_digest = models.BinaryField(max_length=32, null=True)  # Of what it said: the same is not sent again.
    pack_made_at = models.DateTimeField(null=True)
    pack_told_on = models.DateField(null=True)  # The day for which the trail knows that it has its people.
    wipe_asked_at = models.DateTimeField(null=True)
    wiped_at = models.DateTimeField(null=True)


class StatusList(models.Model):
    """What gates without network know of every indexed code: revoked or not, and a colour if it will hold."""

    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    size = models.PositiveIntegerField()
    policy = models.CharField(
        max_length=60, blank=True
    )  # By which the colours were decided; empty: none kept.
    version = models.CharField(max_length=20, blank=True)
    revoked = models.BinaryField()  # zlib of one bit an index
    colours = models.BinaryField()  # zlib of two bits an index


@pghistory.track()
class VisitorNote(Record):
    """Why a visitor came and to whom. Kept as long as visits are; what was typed is sealed."""

    id = models.UUIDField(primary_key=True)  # Made by the device: sent twice is one.
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="+")
    device_id = models.BigIntegerField()
    person_id = models.BigIntegerField(db_index=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=_choices(VisitorKind))
    purpose = SealedTextField()
    host = SealedTextField()

    class Meta:
        indexes = [models.Index(fields=["place", "at"])]


class GateRegistration(models.Model):
    """That a device registered somebody: the bound, and the answer to a request sent twice."""

    id = models.UUIDField(primary_key=True)
    device_id = models.BigIntegerField()
    place_id = models.BigIntegerField()
    person_id = models.BigIntegerField(db_index=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["device_id", "at"])]


@pghistory.track()
class Override(Record):
    """Somebody let in against the colour, by a supervisor who proved to be there."""

    id = models.UUIDField(primary_key=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="+")
    device_id = models.BigIntegerField()
    person_id = models.BigIntegerField(null=True, db_index=True)  # Null: nobody known, or erased.
    at = models.DateTimeField()
    colour = models.CharField(max_length=8)
    rule = models.CharField(max_length=60)
    because = models.CharField(max_length=12, choices=_choices(Because))
    note = SealedTextField(null=True)
    supervisor_id = models.BigIntegerField()  # account
    supervisor_name = models.CharField(max_length=150)

    class Meta:
        indexes = [models.Index(fields=["gate", "at"])]


class WrongCode(models.Model):
    """A supervisor's code that was wrong: a device that guesses is stopped."""

    device_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["device_id", "at"])]


class CodeAlarm(models.Model):
    """One code shown at two gates too soon for anybody to have travelled."""

    person_id = models.BigIntegerField()
    first_gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="+")
    first_at = models.DateTimeField()
    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    kilometres = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person_id", "at", "gate"], name="one_alarm_a_scan")]


@pghistory.track()
class Vehicle(Record):
    """A vehicle that passed a checkpoint, and the scans made in it. People are found by their visits alone."""

    id = models.UUIDField(primary_key=True)  # Made by the device: sent twice is one.
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="+")
    device_id = models.BigIntegerField()
    at = models.DateTimeField()
    plate = SealedTextField()
    plate_index = models.BinaryField(max_length=16, db_index=True)
    seats = models.PositiveSmallIntegerField(null=True)
    colour = models.CharField(max_length=8)  # The worst on board.
    scan_ids = models.JSONField()  # Of everybody scanned in it.

    class Meta:
        indexes = [models.Index(fields=["place", "at"])]


class SpecimenScan(models.Model):
    """A test code was shown at a gate. A drill is passed unless somebody was let in on it."""

    id = models.UUIDField(primary_key=True)  # of the scan
    qid = models.CharField(max_length=32, db_collation="C")
    gate = models.ForeignKey(Gate, on_delete=models.CASCADE, related_name="+")
    device_id = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["gate", "at"])]


class GateRules(models.Model):
    """Hours, capacity and further rules of one gate, as a document."""

    gate = models.OneToOneField(Gate, on_delete=models.CASCADE, primary_key=True, related_name="+")
    document = models.JSONField()
    changed_at = models.DateTimeField()


class GateSwitch(models.Model):
    """The city's switch over gates, or one unit's: the oldest page that may tell a colour, and a stop with its end."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+")  # Null: the city.
    minimum_version = models.PositiveSmallIntegerField(default=0)
    stopped_at = models.DateTimeField(null=True)
    stopped_until = models.DateTimeField(null=True)
    text_vi = models.CharField(max_length=200, blank=True)  # Said at gates instead of a colour.
    text_en = models.CharField(max_length=200, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit"], name="one_switch_a_unit", nulls_distinct=False),
            models.CheckConstraint(
                condition=models.Q(stopped_at__isnull=True, stopped_until__isnull=True)
                | models.Q(stopped_until__gte=models.F("stopped_at")),
                name="gate_stop_ends",
            ),
        ]


class Silence(models.Model):
    """A place that should be open and where nobody was scanned for days, until somebody is scanned again."""

    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+")
    last_scan_on = models.DateField(null=True)  # Null: not within silence_rules.LOOK_BACK.
    found_on = models.DateField()
    ward_asks_on = models.DateField()  # From here on it stands on its ward's list.
    resting_until = models.DateField(null=True)  # What the unit answered.
    outcome = models.CharField(max_length=10, blank=True, choices=_choices(SilenceOutcome))
    handled_at = models.DateTimeField(null=True)
    handled_by_account_id = models.BigIntegerField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["ward_asks_on", "id"], name="silence_open", condition=models.Q(ended_on__isnull=True)
            ),
            models.Index(fields=["unit"], name="silence_unit", condition=models.Q(ended_on__isnull=True)),
            models.Index(fields=["place", "-found_on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["place"], condition=models.Q(ended_on__isnull=True), name="one_open_silence_a_place"
            )
        ]


class VisitorRequest(models.Model):
    """A tracer asks a place, for an open case, who was there on a day; the list leaves once the unit has confirmed.

    Of whom the list consists is nowhere kept: it is read from the visits when the tracer opens it.
    """

    id = models.UUIDField(primary_key=True)  # Made by the page: sent twice is asked once.
    case = models.ForeignKey(TracingCase, on_delete=models.CASCADE, related_name="+")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    reason = SealedTextField()  # For the trail and the tracer; the unit does not read it.
    asked_at = models.DateTimeField()
    asked_by_account_id = models.BigIntegerField()
    due_at = models.DateTimeField()  # So long the unit may answer; once confirmed, so long the list is read.
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_account_id = models.BigIntegerField(null=True)
    unscanned = models.PositiveSmallIntegerField(
        null=True
    )  # How many came by without a scan, as the unit says.
    opened_at = models.DateTimeField(null=True)  # The people in it were told in the trail then.

    class Meta:
        indexes = [models.Index(fields=["place", "-asked_at"]), models.Index(fields=["case", "-asked_at"])]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_at__gt=models.F("asked_at")), name="visitor_request_ends"
            )
        ]
