"""Orders with what they rest on, sites, and who stays at which."""

from enum import StrEnum

import pghistory
from django.db import models
from django.db.models import F, Q

from antoan.domains.areas.models import Area
from antoan.domains.isolation.values import (
    Evidence,
    Ground,
    Leaving,
    OrderState,
    SiteKind,
    Standing,
    Where,
)
from antoan.domains.people.models import Person
from antoan.domains.records.values import IsolationKind
from antoan.foundation.db.base import Record
from antoan.foundation.db.sealed import SealedTextField


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


_MANUAL = Q(ground=Ground.MANUAL.value)
_IN_FORCE = Q(state__in=[OrderState.GIVEN.value, OrderState.ENDED.value])


@pghistory.track()
class Order(Record):
    """An order to stay apart with its ground and rule. The record that colours a person is in `records`."""

    id = models.UUIDField(primary_key=True)  # Made by the page: given twice is given once.
    number = models.CharField(max_length=7, unique=True)  # kit.spoken
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    record_id = models.BigIntegerField(null=True)  # records.IsolationOrder, once given
    kind = models.CharField(max_length=10, choices=_choices(IsolationKind))
    state = models.CharField(max_length=10, choices=_choices(OrderState))
    ground = models.CharField(max_length=10, choices=_choices(Ground))
    reason = models.CharField(max_length=20, blank=True)  # Of data/reasons.json, for manual ones.
    evidence = models.CharField(max_length=10, blank=True, choices=_choices(Evidence))
    reference = SealedTextField()  # Of the evidence: a number of a paper may name somebody.
    standing = models.CharField(max_length=10, choices=_choices(Standing))
    rule = models.CharField(max_length=30)  # Of data/durations.json.
    basis = models.CharField(max_length=200)
    where = models.CharField(max_length=10, choices=_choices(Where))
    starts_on = models.DateField()
    ends_on = models.DateField()
    test_days = models.JSONField(default=list)
    watch_until = models.DateField(null=True)
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField(null=True)  # account
    decided_at = models.DateTimeField(null=True)
    decided_by = models.BigIntegerField(null=True)  # account
    ended_at = models.DateTimeField(null=True)
    ended_by = models.BigIntegerField(null=True)  # account
    ended_because = SealedTextField()

    class Meta:
        indexes = [
            models.Index(F("ward"), F("opened_at").desc(), name="order_by_ward"),
            models.Index(F("opened_at").desc(), name="order_by_time"),
            models.Index(fields=["person"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="order_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=~_MANUAL | (~Q(reason="") & ~Q(evidence="")),
                name="manual_red_has_reason_and_evidence",
            ),
            models.CheckConstraint(
                condition=~(_MANUAL & _IN_FORCE)
                | (Q(decided_by__isnull=False, opened_by__isnull=False) & ~Q(decided_by=F("opened_by"))),
                name="manual_red_needs_two_people",
            ),
        ]


@pghistory.track()
class Site(Record):
    """A concentrated-isolation site or an isolation hotel."""

    ward = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=10, choices=_choices(SiteKind))
    address = models.CharField(max_length=200)
    phone = models.CharField(max_length=20, blank=True)  # Of the house.
    beds = models.PositiveIntegerField()
    camera_url = models.CharField(max_length=300, blank=True)  # A link only: we keep no picture.
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ward", "name"], name="site_registered_once"),
            models.CheckConstraint(condition=Q(beds__gte=1), name="site_has_beds"),
        ]


@pghistory.track()
class SiteStay(Record):
    """Somebody at a site under an order, from coming to leaving."""

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="stays")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="stays")
    bed = models.CharField(max_length=20)
    came_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True)
    left_for = models.CharField(max_length=10, blank=True, choices=_choices(Leaving))
    admitted_by = models.BigIntegerField(null=True)  # account
    released_by = models.BigIntegerField(null=True)  # account

    class Meta:
        indexes = [models.Index(fields=["site", "-came_at"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(left_at__isnull=True), name="one_bed_a_person"
            ),
            models.UniqueConstraint(
                fields=["site", "bed"], condition=Q(left_at__isnull=True), name="one_person_a_bed"
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("came_at")), name="leaves_after_coming"
            ),
        ]
