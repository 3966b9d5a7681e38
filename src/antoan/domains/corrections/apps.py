"""Django's entry for this app."""

from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    """What people say is wrong with their data, who decides it by when, and appeals against verdicts."""

    name = "antoan.domains.corrections"
    label = "corrections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Subscribe to erasures, tell people by SMS how their tickets go, and privacy what is kept."""
        from antoan.domains.corrections import handlers, keeping, telling

        handlers.subscribe_all()
        telling.subscribe_all()
        keeping.register_all()
