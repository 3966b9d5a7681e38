"""Django's entry for this app."""

from django.apps import AppConfig


class CodesConfig(AppConfig):
    """Codes people carry and places post: made, read, verified, revoked."""

    name = "antoan.domains.codes"
    label = "codes"
    default_auto_field = "django.db.models.BigAutoField"
