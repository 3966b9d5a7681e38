"""Django's entry for this app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Places, their spots and gates, and the devices that scan there."""

    name = "antoan.domains.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
