"""Django's entry for this app."""

from django.apps import AppConfig


class RecordsConfig(AppConfig):
    """Health records: doses, tests, infections, isolation orders."""

    name = "antoan.domains.records"
    label = "records"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Subscribe to erasures."""
        from antoan.domains.records.handlers import subscribe_all

        subscribe_all()
