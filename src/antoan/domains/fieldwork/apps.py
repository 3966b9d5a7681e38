"""Django's entry for this app."""

from django.apps import AppConfig


class FieldworkConfig(AppConfig):
    """Forms of helpers who work without a network."""

    name = "antoan.domains.fieldwork"
    label = "fieldwork"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell privacy what is kept, and subscribe to erasures."""
        from antoan.domains.fieldwork import handlers, keeping

        keeping.register_all()
        handlers.subscribe_all()
