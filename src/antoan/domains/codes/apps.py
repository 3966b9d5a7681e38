"""Django's entry for this app."""

from django.apps import AppConfig


class CodesConfig(AppConfig):
    """Codes people carry and places post: made, read, verified, revoked."""

    name = "antoan.domains.codes"
    label = "codes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Subscribe to what the scan process tells of codes."""
        from antoan.domains.codes import handlers

        handlers.subscribe_all()
