"""Django's entry for this app."""

from django.apps import AppConfig


class CareConfig(AppConfig):
    """Care at home: episodes, readings, alarms, missed days, release."""

    name = "antoan.domains.care"
    label = "care"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell privacy what is kept, subscribe to readings, alarms and erasures, and tell people by SMS."""
        from antoan.domains.care import handlers, keeping, telling

        keeping.register_all()
        handlers.subscribe_all()
        telling.subscribe_all()
