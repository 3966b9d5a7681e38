"""Django's entry for this app."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """Tables that people bring in files: read, checked row by row, loaded whole or undone."""

    name = "antoan.foundation.imports"
    label = "imports"
    default_auto_field = "django.db.models.BigAutoField"
