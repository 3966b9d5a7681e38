"""Django's entry for this app."""

from django.apps import AppConfig


class TextlineConfig(AppConfig):
    """What people ask and do by SMS: one keyword, answered in one message."""

    name = "antoan.domains.textline"
    label = "textline"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell privacy what is kept; subscribe to incoming messages, merged entries and erasures."""
        from antoan.domains.textline import handlers, keeping

        keeping.register_all()
        handlers.subscribe_all()
