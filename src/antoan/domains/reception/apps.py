"""Django's entry for this app."""

from django.apps import AppConfig


class ReceptionConfig(AppConfig):
    """Reception at hospitals and clinics: who came, in which row, called to which room."""

    name = "antoan.domains.reception"
    label = "reception"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell privacy what is kept, and subscribe to erasures."""
        from antoan.domains.reception import handlers, keeping

        keeping.register_all()
        handlers.subscribe_all()
