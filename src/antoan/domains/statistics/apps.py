"""Django's entry for this app."""

from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    """Counts for everybody: how many cases where, so that nobody can be found in them."""

    name = "antoan.domains.statistics"
    label = "statistics"
    default_auto_field = "django.db.models.BigAutoField"
