"""Django's entry for this app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Health records: doses, tests, infections, isolation orders."""

    name = "antoan.domains.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Subscribe to erasures, and tell privacy what is kept."""
        from antoan.domains.records import handlers, keeping

        handlers.subscribe_all()
        keeping.register_all()
