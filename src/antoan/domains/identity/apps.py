"""Django's entry for this app."""

from django.apps import AppConfig


class IdentityConfig(AppConfig):
    """How people prove who they are, register, and come to act for their family."""

    name = "antoan.domains.identity"
    label = "identity"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell privacy what is kept, and subscribe to erasures."""
        from antoan.domains.identity import handlers, keeping

        keeping.register_all()
        handlers.subscribe_all()
