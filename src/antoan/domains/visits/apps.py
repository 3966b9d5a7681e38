"""Django's entry for this app."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Stays of people at spots."""

    name = "antoan.domains.visits"
    label = "visits"
    default_auto_field = "django.db.models.BigAutoField"
