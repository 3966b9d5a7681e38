"""Cards that were printed, and batches of them. What a card is worth stands with its code, not here."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from antoan.domains.areas.models import Area
from antoan.domains.cards.values import WORKING, BatchState, Reached, Skipped, Source
from antoan.domains.people.models import Person
from antoan.domains.printing.values import CardLayout
from antoan.domains.units.models import Unit
from antoan.foundation.db.base import Record


def _choices(values: type[StrEnum]) -> list[tuple[str, str]]:
    return [(value.value, value.value) for value in values]


class Batch(Record):
    """Cards for many people, made by the worker and printed in parts."""

    id = models.UUIDField(primary_key=True)  # Made by the sending page: sent twice is ordered once.
    source = models.CharField(max_length=6, choices=_choices(Source))
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+")
    roster_id = models.UUIDField(null=True)  # The import whose rows it follows.
    title = models.CharField(max_length=200)
    layout = models.CharField(max_length=6, choices=_choices(CardLayout))
    chosen = models.JSONField(default=dict)  # values.Chosen
    state = models.CharField(max_length=8, choices=_choices(BatchState), default=BatchState.WAITING)
    fault = models.CharField(max_length=60, blank=True)
    total = models.PositiveIntegerField(default=0)
    made = models.PositiveIntegerField(default=0)
    skipped = models.PositiveIntegerField(default=0)
    left_out = models.PositiveIntegerField(
        default=0
    )  # On the list, but nobody we know for sure, or past the bound.
    revoked = models.PositiveIntegerField(default=0)
    printed_parts = models.JSONField(default=dict)  # By number, when it was printed last.
    ordered_at = models.DateTimeField()
    ordered_by_account_id = models.BigIntegerField(null=True)
    revoked_because = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["ward", "-ordered_at"], name="batch_of_ward"),
            models.Index(fields=["unit", "-ordered_at"], name="batch_of_unit"),
            models.Index(fields=["state"], name="batch_working", condition=Q(state__in=sorted(WORKING))),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ward__isnull=True, unit__isnull=False) | Q(ward__isnull=False, unit__isnull=True),
                name="batch_is_of_a_ward_or_a_unit",
            ),
        ]


class Card(Record):
    """One printed card: whose it is, and by its digest the code on it."""

    id = models.UUIDField(primary_key=True)  # Made by the sending page, or of the batch and the person.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, null=True, related_name="cards")
    position = models.PositiveIntegerField(default=0)  # In the order of the list.
    layout = models.CharField(max_length=6, choices=_choices(CardLayout))
    digest = models.BinaryField(max_length=16, null=True, unique=True)  # Null: not made yet, or skipped.
    skipped = models.CharField(max_length=8, choices=_choices(Skipped), blank=True)
    made_at = models.DateTimeField(null=True)
    made_by_account_id = models.BigIntegerField(null=True)
    is_taken_back = models.BooleanField(default=False)  # Its batch was revoked.

    class Meta:
        indexes = [models.Index(fields=["person", "-made_at"], name="cards_of_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["batch", "position"], condition=Q(batch__isnull=False), name="card_has_its_place"
            ),
            models.CheckConstraint(
                condition=Q(digest__isnull=True) | Q(skipped=""), name="skipped_card_has_no_code"
            ),
        ]


class Outreach(Record):
    """What came last of going to somebody who had no code."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="+")
    reached = models.CharField(max_length=9, choices=_choices(Reached))
    reached_at = models.DateTimeField()
    by_account_id = models.BigIntegerField(null=True)


class RosterLine(Record):
    """Who a row of a list that was brought is: known before, or registered by it."""

    run_id = models.UUIDField()
    number = models.PositiveIntegerField()  # As the spreadsheet counts.
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    is_new = models.BooleanField(default=False)  # Registered by this row, and merged with nobody since.
    is_kept = models.BooleanField(default=False)  # Undone, but the person is known by more than this list.

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run_id", "number"], name="roster_line_once")]
