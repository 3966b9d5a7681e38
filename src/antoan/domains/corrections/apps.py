"""Django's entry for this app."""

from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    """What people say is wrong with their data, who decides it by when, and appeals against verdicts."""

    name = "antoan.domains.corrections"
    label = "corrections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Subscribe to erasures, and tell people by SMS how their tickets go."""
        from antoan.domains.corrections import handlers, telling

        handlers.subscribe_all()
        telling.subscribe_all()
