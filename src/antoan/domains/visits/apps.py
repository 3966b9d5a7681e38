"""Django's entry for this app."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """Stays of people at spots."""

    name = "antoan.domains.visits"
    label = "visits"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Subscribe to what visits must follow, and tell privacy what is kept."""
        from antoan.domains.visits import handlers, keeping

        handlers.subscribe_all()
        keeping.register_all()
