"""Counters by ward and day: of the risk map, and of what offices look at. Nobody can be found in them."""

from django.db import models
from django.db.models import Q

from antoan.domains.areas.models import Area
from antoan.domains.statistics.values import RiskLevel


class WardDay(models.Model):
    """How many cases a ward had in the window that ends on a day, of how many registered people."""

    day = models.DateField()
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    cases = models.PositiveIntegerField()  # Never shown under the document's bound.
    people = models.PositiveIntegerField()
    level = models.CharField(max_length=9, choices=[(level.value, level.value) for level in RiskLevel])
    thresholds = models.CharField(max_length=20)  # Key of risk-levels.json.
    computed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "ward"], name="ward_counted_once_a_day"),
            models.CheckConstraint(
                condition=Q(cases__lte=models.F("people")), name="no_more_cases_than_people"
            ),
        ]


class AreaNote(models.Model):
    """What one statement changed in a count. Triggers append it in the same transaction; nobody waits.

    As with visits.VisitDelta: each statement leaves rows of its own, the worker folds them, reads add up both.
    Deleting a row while it is folded is the watermark: nothing is counted twice, and a fallen worker goes on.
    """

    ward_id = models.IntegerField()  # measures.NO_WARD: none. No key: a busy gate must not lock an area.
    measure = models.SmallIntegerField()
    at = models.DateTimeField()  # The half hour in which it happened.
    kind = models.CharField(max_length=40)
    detail = models.SmallIntegerField()
    amount = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["at"], name="area_note_at")]


class AreaHour(models.Model):
    """How much of a measure a ward had in a half hour. Kept for limits.HOURS_KEPT_DAYS."""

    ward_id = models.IntegerField()
    measure = models.SmallIntegerField()
    at = models.DateTimeField()
    kind = models.CharField(max_length=40)
    detail = models.SmallIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["at", "measure", "ward_id", "kind", "detail"], name="area_hour_once"
            )
        ]


class AreaDay(models.Model):
    """How much of a measure a ward had on a city day. Nobody's person: it outlives what was counted."""

    ward_id = models.IntegerField()
    measure = models.SmallIntegerField()
    day = models.DateField()
    kind = models.CharField(max_length=40)
    detail = models.SmallIntegerField()
    amount = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "measure", "ward_id", "kind", "detail"], name="area_day_once"
            )
        ]
        indexes = [models.Index(fields=["ward_id", "day"], name="area_day_of_ward")]


class PlaceDay(models.Model):
    """How many came to a place on a day: which places are used, and which never."""

    pk = models.CompositePrimaryKey("place_id", "day")
    place_id = models.BigIntegerField()
    day = models.DateField()
    came = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["day", "-came"], name="place_day_busiest")]


class WardPlaces(models.Model):
    """How many places of a kind a ward had on a day, and at how many of them anybody was scanned."""

    day = models.DateField()
    ward_id = models.IntegerField()
    kind = models.CharField(max_length=30)
    places = models.IntegerField()
    used = models.IntegerField()
    counted_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["day", "ward_id", "kind"], name="ward_places_once"),
            models.CheckConstraint(
                condition=Q(used__lte=models.F("places")), name="no_more_used_than_places"
            ),
        ]


class WardPeople(models.Model):
    """How many different people came anywhere in a ward on a sealed day, exactly. Ward 0: anywhere in the city."""

    day = models.DateField()
    ward_id = models.IntegerField()
    people = models.IntegerField()
    visits = models.IntegerField()
    generation = models.CharField(max_length=32)  # Of the sealed day it was counted from.

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "ward_id"], name="ward_people_once")]


class Comparison(models.Model):
    """What the nightly comparison of counts with the truth found, and mended, of one measure."""

    at = models.DateTimeField()
    measure = models.SmallIntegerField()
    first = models.DateField()
    last = models.DateField()
    buckets = models.IntegerField()  # That differed; 0 when all agreed.
    missing = models.BigIntegerField()  # Added to counts that were too low.
    surplus = models.BigIntegerField()  # Taken from counts that were too high.

    class Meta:
        indexes = [models.Index(fields=["-at"], name="comparison_newest")]


class Report(models.Model):
    """The figures of an area on a day, as they stood on the night after. Never changed once made.

    The paper is set from them whenever somebody takes it: the same figures, time and hash give the same pages.
    """

    day = models.DateField()
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    figures = models.JSONField()  # frozen.Frozen
    sha256 = models.CharField(max_length=64)  # Of frozen.canonical(figures).
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "area"], name="one_report_a_day")]
