"""Django's entry for this app."""

from django.apps import AppConfig


class PassesConfig(AppConfig):
    """One derived row of facts per person, from which a colour is decided."""

    name = "antoan.domains.passes"
    label = "passes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Subscribe to what passes are derived from, and tell privacy what is kept."""
        from antoan.domains.passes import handlers, keeping

        handlers.subscribe_all()
        keeping.register_all()
