"""Django's entry for this app."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Units (shops, factories, hospitals, schools) that answer for places."""

    name = "antoan.domains.units"
    label = "units"
    default_auto_field = "django.db.models.BigAutoField"
