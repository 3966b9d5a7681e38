"""Django's entry for this app."""

from django.apps import AppConfig


class TracingConfig(AppConfig):
    """Who met whom, and what tracers do about it."""

    name = "antoan.domains.tracing"
    label = "tracing"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell privacy what is kept, and subscribe to erasures."""
        from antoan.domains.tracing import handlers, keeping

        keeping.register_all()
        handlers.subscribe_all()
