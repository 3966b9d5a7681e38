"""Django's entry for this app."""

from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    """What people declare about their health."""

    name = "antoan.domains.declarations"
    label = "declarations"
    default_auto_field = "django.db.models.BigAutoField"
