"""Visits: stays of people at spots, one partition a city day; and whom to remind of checking out."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models


class Visit(models.Model):
    """One stay. The key is (person, time in, spot): a scan sent twice is one visit.

    No foreign keys: the table is written thousands of times a second, and sealed days leave it.
    `t_eff` is the effective end: the check-out, or the usual stay of the spot when nobody checked out
    (then `t_out` is null and the end is an estimate).
    """

    pk = models.CompositePrimaryKey("person_id", "t_in", "spot_id")
    # Wide columns first: no padding between them (a city writes tens of millions of rows a day).
    person_id = models.BigIntegerField()
    t_in = models.DateTimeField()
    t_eff = models.DateTimeField()
    t_out = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    spot_id = models.IntegerField()
    gate_id = models.IntegerField(null=True)  # Null: no gate was passed, the person checked in by themselves.
    policy_id = models.IntegerField(null=True)
    rule = models.SmallIntegerField()  # Index in the policy's rules; -1 its default, -2 evaluation failed.
    colour = models.SmallIntegerField()  # policy.values.Colour.number
    source = models.SmallIntegerField()  # EntrySource
    scan_id = models.UUIDField()
    out_scan_id = models.UUIDField(null=True)
    out_source = models.SmallIntegerField(null=True)  # ExitSource; null: a gate scanned it, or nobody did.

    class Meta:
        indexes = [
            models.Index(fields=["spot_id", "t_in"], include=["t_eff", "person_id"], name="visit_spot_time")
        ]


class VisitDelta(models.Model):
    """What one statement on the log changes in the counts. Triggers append it in the same transaction; nobody waits.

    A counter updated by every scan would be the hottest row of the city. So each statement leaves its own rows,
    and the worker folds them into VisitCount; reads add up both.
    """

    spot_id = models.IntegerField()
    gate_id = models.IntegerField()  # 0: no gate was passed.
    half_hour = models.DateTimeField()
    direction = models.SmallIntegerField()  # values.Counted: 0 in, 1 out.
    colour = models.SmallIntegerField()
    people = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["spot_id", "half_hour"], name="visit_delta_spot")]


class VisitCount(models.Model):
    """How many came or went at a spot by a gate in half an hour. Nobody's person: it outlives the log."""

    spot_id = models.IntegerField()
    gate_id = models.IntegerField()
    half_hour = models.DateTimeField()
    direction = models.SmallIntegerField()
    colour = models.SmallIntegerField()
    people = models.IntegerField()

    class Meta:
        # Rows come in order of time, so a few pages of summaries find a day among years of counts. A summary need
        # not change when a sum does: counting on keeps writing in place.
        indexes = [
            BrinIndex(fields=["half_hour"], name="visit_count_time", pages_per_range=32, autosummarize=True)
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["spot_id", "half_hour", "gate_id", "direction", "colour"], name="visit_counted_once"
            )
        ]


class Seat(models.Model):
    """The seat in a vehicle that somebody named on checking in. Beside the visit, which must not grow; gone with it."""

    scan_id = models.UUIDField(primary_key=True)  # Of the visit.
    person_id = models.BigIntegerField()
    spot_id = models.IntegerField()
    t_in = models.DateTimeField()
    seat = models.CharField(max_length=4)

    class Meta:
        indexes = [
            models.Index(fields=["person_id", "t_in"], name="seat_of_person"),
            models.Index(fields=["t_in"], name="seat_by_day"),
        ]


class Reminder(models.Model):
    """Somebody who checked in, perhaps with family, and may have to be reminded to check out.

    One row a check-in, not a visit: a family hears once. Kept until told or until nobody is inside, a day at most.
    """

    person_id = models.BigIntegerField()  # Who checked in, for themselves or for those they answer for.
    spot_id = models.IntegerField()
    t_in = models.DateTimeField()
    t_eff = models.DateTimeField()  # When the usual stay ends.
    due_at = models.DateTimeField(null=True)  # Of the next one; null: there is none left.
    times_told = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["due_at"], name="reminder_due", condition=models.Q(due_at__isnull=False))
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person_id", "t_in", "spot_id"], name="reminder_once_per_check_in"
            )
        ]


class LongestStay(models.Model):
    """How long the longest stay at a spot lasts, by effective end: who looks for overlaps looks no further back.

    It only grows, in the very transaction that writes a longer stay; otherwise contacts would be lost unseen.
    """

    spot_id = models.IntegerField(primary_key=True)
    seconds = models.IntegerField()  # Rounded up.
