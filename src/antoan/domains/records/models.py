"""Doses, tests, infections and isolation orders, each with its source and how far it is trusted."""

import pghistory
from django.db import models
from django.db.models import F, Q

from antoan.domains.people.models import Person
from antoan.domains.records.values import IsolationKind, RecordState, TestKind, TestOutcome
from antoan.foundation.db.base import Record


class HealthRecord(Record):
    """What all health records say of themselves."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=60)  # "clinic:123", "import:tiemchung", "self"
    source_reference = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, choices=[(s.value, s.value) for s in RecordState])
    recorded_by = models.BigIntegerField(null=True)  # account
    verified_at = models.DateTimeField(null=True)
    annulled_because = models.CharField(max_length=200, blank=True)
    # Why it is quarantined: codes of records.values.Doubt, with spaces between.
    doubts = models.CharField(max_length=200, blank=True, default="", db_default="")

    class Meta:
        abstract = True


@pghistory.track()
class Vaccination(HealthRecord):
    """One dose."""

    product = models.CharField(max_length=40)  # key of data/vaccines.json
    dose_number = models.PositiveSmallIntegerField()
    given_on = models.DateField()
    lot = models.CharField(max_length=40, blank=True)
    given_at = models.CharField(max_length=150, blank=True)  # name of the vaccination site

    class Meta:
        indexes = [
            models.Index(fields=["person", "given_on"]),
            models.Index(
                fields=["source_reference", "source"],
                name="dose_of_source",
                condition=~Q(source_reference=""),
            ),
            models.Index(fields=["created_at"], name="dose_in_quarantine", condition=Q(state="quarantined")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "product", "given_on"],
                condition=~Q(state="annulled"),
                name="dose_recorded_once",
            ),
            models.CheckConstraint(condition=Q(dose_number__range=(1, 9)), name="dose_number_plausible"),
        ]


class VaccineLot(Record):
    """A lot of a vaccine that came into the city, as its paper says."""

    product = models.CharField(max_length=40)
    number = models.CharField(max_length=40)  # As doses.lot_number writes it.
    expires_on = models.DateField()
    registered_by = models.BigIntegerField(null=True)  # account

    class Meta:
        constraints = [models.UniqueConstraint(fields=["product", "number"], name="lot_registered_once")]


@pghistory.track()
class TestResult(HealthRecord):
    """The outcome of one test of one person."""

    __test__ = False  # Not a test class, whatever pytest thinks of the name.

    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in TestKind])
    outcome = models.CharField(max_length=10, choices=[(o.value, o.value) for o in TestOutcome])
    sampled_at = models.DateTimeField()
    resulted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-sampled_at"]),
            models.Index(
                fields=["source_reference", "source"],
                name="test_of_source",
                condition=~Q(source_reference=""),
            ),
            models.Index(fields=["created_at"], name="test_in_quarantine", condition=Q(state="quarantined")),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "sampled_at"],
                condition=~Q(state="annulled"),
                name="test_recorded_once",
            )
        ]


@pghistory.track()
class Infection(HealthRecord):
    """A confirmed case of one person, from confirmation to recovery."""

    confirmed_on = models.DateField()
    recovered_on = models.DateField(null=True)
    recovery_proof = models.CharField(max_length=60, blank=True)  # discharge, ward certificate …

    class Meta:
        indexes = [models.Index(fields=["person", "-confirmed_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(recovered_on__isnull=True) | Q(recovered_on__gte=F("confirmed_on")),
                name="recovery_follows_infection",
            ),
            models.UniqueConstraint(
                fields=["person", "confirmed_on"],
                condition=~Q(state="annulled"),
                name="infection_recorded_once",
            ),
        ]


@pghistory.track()
class IsolationOrder(HealthRecord):
    """An order to stay apart, both days included."""

    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in IsolationKind])
    starts_on = models.DateField()
    ends_on = models.DateField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-ends_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="isolation_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["person", "kind", "starts_on"],
                condition=~Q(state="annulled"),
                name="isolation_ordered_once",
            ),
        ]
