"""The registry's own rows: a file for each infection, the reports of it, and outbreaks."""

from enum import StrEnum

import pghistory
from django.db import models
from django.db.models import F, Q

from antoan.domains.areas.models import Area
from antoan.domains.cases.values import Basis, CaseState
from antoan.domains.people.models import Person
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


@pghistory.track()
class Outbreak(Record):
    """A place or area where cases belong together, until no new one has come for a while. Nobody is named."""

    id = models.UUIDField(primary_key=True)  # Made by the page: opened twice is opened once.
    name = models.CharField(max_length=120)
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    where = models.CharField(max_length=200)
    began_on = models.DateField()  # Of the first signs.
    reported_on = models.DateField()
    risk_factors = models.CharField(max_length=500, blank=True)
    opened_by = models.BigIntegerField(null=True)  # account
    ended_on = models.DateField(null=True)
    ended_by = models.BigIntegerField(null=True)  # account

    class Meta:
        indexes = [models.Index(fields=["ward", "-began_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("began_on")),
                name="outbreak_ends_after_it_began",
            )
        ]


@pghistory.track()
class CaseFile(Record):
    """The file of one infection: kept in step with the record, so that a list of many thousands is one index away."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    infection_id = models.BigIntegerField(unique=True)  # records.Infection
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    disease = models.CharField(max_length=20)  # data/diseases.json
    group = models.CharField(max_length=1)  # Of the disease on the day of confirmation.
    basis = models.CharField(max_length=10, choices=_choices(Basis))
    state = models.CharField(max_length=10, choices=_choices(CaseState))
    confirmed_on = models.DateField()
    recovered_on = models.DateField(null=True)
    noticed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)  # None: taken over from elsewhere.
    reported_at = models.DateTimeField(null=True)
    outbreak = models.ForeignKey(Outbreak, on_delete=models.SET_NULL, null=True, related_name="cases")

    class Meta:
        # Each is one way into the list, newest first; the id breaks ties for the next page.
        indexes = [
            models.Index(F("confirmed_on").desc(), F("id").desc(), name="case_by_day"),
            models.Index(F("ward"), F("confirmed_on").desc(), F("id").desc(), name="case_by_ward"),
            models.Index(F("state"), F("confirmed_on").desc(), F("id").desc(), name="case_by_state"),
            models.Index(fields=["due_at"], name="case_unreported", condition=Q(reported_at__isnull=True)),
        ]


class CaseReport(models.Model):
    """A report as it was filed. Reports are only added: a later one adds what became known."""

    case = models.ForeignKey(CaseFile, on_delete=models.CASCADE, related_name="reports")
    form = models.CharField(max_length=30)  # Id of the form, data/forms.
    answers = SealedTextField()  # JSON: text by field.
    filed_at = models.DateTimeField()
    filed_by = models.BigIntegerField(null=True)  # account
    is_late = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["case", "-id"])]
