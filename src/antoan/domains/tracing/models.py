"""What tracing keeps: dense numbers and late changes for the sealed files, and the cases tracers work on."""

from enum import StrEnum

import pghistory
from django.db import models
from django.db.models import F, Q

from antoan.domains.people.models import Person
from antoan.domains.places.models import Place
from antoan.domains.tracing.values import ContactState, FollowUpKind, FollowUpState
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


class PersonNumber(models.Model):
    """The dense number under which the sealed files and the engines know a person; nothing else ever bears it.

    Only here does it lead to the person. Erasing the person deletes the row: the number then means nobody.
    """

    number = models.AutoField(primary_key=True)  # int4: four bytes in every sealed stay.
    person_id = models.BigIntegerField(unique=True)


class ForgottenNumber(models.Model):
    """The number of an erased person, until the last sealed day has been written without it."""

    number = models.IntegerField(primary_key=True)
    forgotten_at = models.DateTimeField()


class LateChange(models.Model):
    """A stay of a sealed day that came, changed or went afterwards. Written by a trigger on the day's partition.

    `noted_in` is the transaction that noted it: sealing anew deletes exactly what its snapshot saw.
    """

    person_id = models.BigIntegerField()
    spot_id = models.IntegerField()
    t_in = models.DateTimeField()
    noted_in = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["t_in"]), models.Index(fields=["person_id"])]


class Room(Record):
    """What a tracer has seen of a spot: how large it is and how its air is changed. Weighs exposures (parameters)."""

    spot_id = models.IntegerField(primary_key=True)
    area_m2 = models.FloatField(null=True)
    ventilation = models.CharField(max_length=14, blank=True)
    noted_by_account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(area_m2__isnull=True) | Q(area_m2__gt=0, area_m2__lte=1_000_000),
                name="room_has_an_area",
            )
        ]


@pghistory.track()
class TracingCase(Record):
    """The tracing of one confirmed infection: whom it may have infected, until it is closed."""

    id = models.UUIDField(primary_key=True)  # Made by the page: opened twice is opened once.
    number = models.CharField(max_length=7, unique=True)  # kit.spoken
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    infection_id = models.BigIntegerField()  # records.Infection
    reason = SealedTextField()
    onset_on = models.DateField()  # Of the first signs, or the confirmation where nobody knows them.
    since = models.DateTimeField()
    until = models.DateTimeField()
    depth = models.PositiveSmallIntegerField(default=1)
    opened_at = models.DateTimeField()
    opened_by_account_id = models.BigIntegerField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by_account_id = models.BigIntegerField(null=True)
    traced_at = models.DateTimeField(null=True)
    scoring = models.CharField(max_length=40, blank=True)  # Id of the document the contacts were scored by.
    found = models.PositiveIntegerField(default=0)  # Contacts there are; only the best CONTACTS_MAX are kept.
    is_cut = models.BooleanField(default=False)  # A level had more carriers than a chain follows.

    class Meta:
        indexes = [models.Index(fields=["-opened_at"]), models.Index(fields=["person"])]
        constraints = [
            models.UniqueConstraint(
                fields=["infection_id"],
                condition=Q(closed_at__isnull=True),
                name="one_open_tracing_an_infection",
            ),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="tracing_spans_some_time"),
        ]


class TracedContact(models.Model):
    """Somebody who met a case or a contact of it, as the last trace found. Written anew by each trace."""

    case = models.ForeignKey(TracingCase, on_delete=models.CASCADE, related_name="contacts")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    level = models.PositiveSmallIntegerField()  # 1: F1, met the case; 2: F2, met an F1; …
    via = models.BigIntegerField()  # The person who was met: the case, or a contact of the level before.
    meetings = models.PositiveIntegerField()
    seconds = models.PositiveBigIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    score = models.FloatField()  # Minutes (rules.scoring), with both bounds.
    low = models.FloatField()
    high = models.FloatField()
    estimated = models.FloatField()  # Share of the score that rests on check-outs nobody made.
    lacking = models.FloatField(
        default=0.0
    )  # Share of which nothing says how long it lasted (rules.certainty).
    averted = models.FloatField()  # Infections a call is expected to avert.
    household = models.PositiveIntegerField()  # The same for people who share a phone or an address.
    state = models.CharField(max_length=12, choices=_choices(ContactState), default=ContactState.FOUND)
    notified_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["case", "level", "-averted"])]
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="contact_once_a_case")]


class Unmasking(models.Model):
    """The whole name and number of a contact shown to one account: for a case, with a reason, for half an hour."""

    case = models.ForeignKey(TracingCase, on_delete=models.CASCADE, related_name="unmaskings")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    account_id = models.BigIntegerField()
    reason = models.CharField(max_length=200)
    at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["account_id", "person", "-until"])]
        constraints = [models.CheckConstraint(condition=Q(until__gt=F("at")), name="unmasking_ends")]


@pghistory.track()
class FollowUp(Record):
    """One day on which a tracer asks how a contact is. What a ward's health station has to do lies in monitoring."""

    kind = models.CharField(max_length=20, choices=_choices(FollowUpKind))
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(TracingCase, on_delete=models.CASCADE, related_name="follow_ups")
    day = models.PositiveSmallIntegerField()  # 1 is the day after the last exposure.
    due_on = models.DateField()
    state = models.CharField(max_length=10, choices=_choices(FollowUpState), default=FollowUpState.WAITING)
    is_test_due = models.BooleanField(default=False)
    done_at = models.DateTimeField(null=True)
    done_by_account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_on"], name="follow_up_due", condition=Q(state="waiting"))]
        constraints = [models.UniqueConstraint(fields=["case", "person", "day"], name="asked_once_a_day")]


class PlaceNotice(models.Model):
    """A place is told that a confirmed case was there on a day: the day and half-day, never who."""

    id = models.UUIDField(primary_key=True)
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+")
    case = models.ForeignKey(TracingCase, on_delete=models.CASCADE, related_name="place_notices")
    on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by_account_id = models.BigIntegerField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["place", "-on"])]
        constraints = [models.UniqueConstraint(fields=["case", "place", "on"], name="place_told_once")]


class Export(models.Model):
    """A list of contacts that leaves the system: asked for with a purpose, allowed by a second person, counted."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(TracingCase, on_delete=models.CASCADE, related_name="exports")
    purpose = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    asked_by_account_id = models.BigIntegerField()
    allowed_at = models.DateTimeField(null=True)
    allowed_by_account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(allowed_by_account_id__isnull=True)
                | ~Q(allowed_by_account_id=F("asked_by_account_id")),
                name="export_needs_a_second_person",
            )
        ]
