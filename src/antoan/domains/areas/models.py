"""Administrative units as dated trees: HCMC of 2021 (city, district, ward) and of today (city, ward)."""

from django.db import models


class Area(models.Model):
    """One administrative unit while it existed in this form."""

    code = models.CharField(max_length=5)  # "79", "769", "26734": the official code.
    name = models.CharField(max_length=100)  # With its kind: "Phường Bến Nghé".
    kind = models.CharField(max_length=12)  # thanh_pho, quan, huyen, phuong, xa, thi_tran, dac_khu
    level = models.PositiveSmallIntegerField()  # 0 city, 1 district, 2 ward.
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True)  # First day on which it no longer exists.
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "level", "valid_from"], name="area_once_per_era")
        ]

    def __str__(self) -> str:
        return self.name


class AreaSuccession(models.Model):
    """An area of one era became (part of) an area of the next; one successor is the default."""

    old = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="successions")
    new = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="predecessions")
    is_default = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="succession_once"),
            models.UniqueConstraint(
                fields=["old"], condition=models.Q(is_default=True), name="one_default_successor"
            ),
        ]
