"""Tubes, and whose samples are in them."""

import pghistory
from django.db import models
from django.db.models import Q

from antoan.domains.laboratory.values import MemberState, TubeState
from antoan.domains.people.models import Person
from antoan.domains.records.values import TestKind, TestOutcome
from antoan.domains.units.models import Unit
from antoan.foundation.db.base import Record


class Tube(Record):
    """One tube with its barcode, taken by a unit."""

    barcode = models.CharField(max_length=32, unique=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=[(k.value, k.value) for k in TestKind])
    people_max = models.PositiveSmallIntegerField()
    sampled_at = models.DateTimeField()
    expected_by = models.DateTimeField()
    state = models.CharField(max_length=6, choices=[(s.value, s.value) for s in TubeState])
    outcome = models.CharField(max_length=10, choices=[(o.value, o.value) for o in TestOutcome])
    resulted_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=60, blank=True)  # Who said the result: "lab:123", "fhir:…"
    resulted_by = models.BigIntegerField(null=True)  # account

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-sampled_at"]),
            models.Index(fields=["expected_by"], name="tube_awaited", condition=Q(state="open")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(people_max__range=(1, 20)), name="pool_bounded"),
            models.CheckConstraint(
                condition=Q(state="open", outcome="pending") | (Q(state="done") & ~Q(outcome="pending")),
                name="tube_is_done_with_its_outcome",
            ),
        ]


@pghistory.track()
class TubeMember(Record):
    """Somebody's sample in a tube; the pending or final result is a health record of theirs."""

    tube = models.ForeignKey(Tube, on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    record_id = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in MemberState])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tube", "person"], name="sample_once_a_tube")]
        indexes = [models.Index(fields=["person", "state"])]
