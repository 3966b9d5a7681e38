"""Django's entry for this app."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The registry of cases, their reports, and outbreaks."""

    name = "antoan.domains.cases"
    label = "cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell privacy what is kept, and follow records, people and erasures."""
        from antoan.domains.cases import handlers, keeping

        keeping.register_all()
        handlers.subscribe_all()
