"""Django's entry for this app."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """The city's districts and wards, then and now."""

    name = "antoan.domains.areas"
    label = "areas"
    default_auto_field = "django.db.models.BigAutoField"
