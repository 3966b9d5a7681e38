"""Django's entry for this app."""

from django.apps import AppConfig


class IsolationConfig(AppConfig):
    """Orders to stay apart, manual reds, sites and hotels."""

    name = "antoan.domains.isolation"
    label = "isolation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell privacy what is kept, follow records and erasures, and tell people by SMS."""
        from antoan.domains.isolation import handlers, keeping, telling

        keeping.register_all()
        handlers.subscribe_all()
        telling.subscribe_all()
