"""Units: who answers for places."""

import pghistory
from django.db import models

from antoan.domains.areas.models import Area
from antoan.domains.places.models import Place
from antoan.domains.places.values import PlaceKind
from antoan.foundation.db.base import Record


@pghistory.track()
class Unit(Record):
    """A shop, factory, hospital, school or office as an organisation."""

    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=30, choices=[(kind.value, kind.value) for kind in PlaceKind])
    tax_number = models.CharField(max_length=14, blank=True)
    address = models.CharField(max_length=200, blank=True)
    ward = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)


class UnitPlace(models.Model):
    """A place belongs to one unit (a branch, a building, a vehicle)."""

    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="unit_places")
    place = models.OneToOneField(Place, on_delete=models.CASCADE, related_name="unit_place")
