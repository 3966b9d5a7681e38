"""Receptions and the numbers they give."""

import pghistory
from django.db import models
from django.db.models import Q

from antoan.domains.people.models import Person
from antoan.domains.places.models import Gate
from antoan.domains.reception.limits import NAME_LETTERS_MAX, ROOM_LETTERS_MAX
from antoan.domains.reception.values import Flow, TicketState, Why
from antoan.domains.units.models import Unit
from antoan.foundation.db.base import Record


class Desk(Record):
    """A reception of a house, at one of its gates."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    gate = models.ForeignKey(Gate, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LETTERS_MAX)
    room = models.CharField(max_length=ROOM_LETTERS_MAX)
    room_apart = models.CharField(max_length=ROOM_LETTERS_MAX)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="reception_named_once_a_unit"),
            models.CheckConstraint(condition=~Q(room=models.F("room_apart")), name="rooms_are_apart"),
        ]


@pghistory.track()
class Ticket(Record):
    """A number of one day."""

    id = models.UUIDField(primary_key=True)  # Made by the page: sent twice is one.
    desk = models.ForeignKey(Desk, on_delete=models.PROTECT, related_name="+")
    day = models.DateField()
    flow = models.CharField(max_length=6, choices=[(f.value, f.value) for f in Flow])
    number = models.PositiveIntegerField()
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in TicketState])
    why = models.CharField(max_length=20, choices=[(w.value, w.value) for w in Why])
    room = models.CharField(max_length=ROOM_LETTERS_MAX, blank=True)
    came_at = models.DateTimeField()
    called_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["desk", "day", "flow", "number"], name="number_once_a_day"),
            models.UniqueConstraint(
                fields=["desk", "day", "person"],
                condition=Q(state__in=["waiting", "called"]),
                name="one_number_a_person",
            ),
        ]
        indexes = [
            models.Index(
                fields=["desk", "day", "flow", "number"], name="reception_row", condition=Q(state="waiting")
            ),
            models.Index(fields=["desk", "-called_at"], name="reception_board"),
        ]
