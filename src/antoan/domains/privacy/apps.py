"""Django's entry for this app."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """A person's rights over their data: consent, looks, copies, requests, erasure; and how long data are kept."""

    name = "antoan.domains.privacy"
    label = "privacy"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell what lies below and here, subscribe to erasures, and tell people by SMS how their requests go."""
        from antoan.domains.privacy import handlers, keeping, telling

        keeping.register_all()
        handlers.subscribe_all()
        telling.subscribe_all()
