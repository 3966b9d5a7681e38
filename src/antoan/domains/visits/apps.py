"""Django's entry for this app."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Stays of people at spots."""

    name = "antoan.domains.visits"
    label = "visits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Subscribe to what visits must follow."""
        from antoan.domains.visits.handlers import subscribe_all

        subscribe_all()
