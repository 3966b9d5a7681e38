"""Django's entry for this app."""

from django.apps import AppConfig


class LaboratoryConfig(AppConfig):
    """Samples: tubes with one person or many, sent to a laboratory, and what it answers."""

    name = "antoan.domains.laboratory"
    label = "laboratory"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell privacy what is kept, and subscribe to erasures."""
        from antoan.domains.laboratory import handlers, keeping

        keeping.register_all()
        handlers.subscribe_all()
