"""Django's entry for this app."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Who has to look after whom, by when: tasks of the ward's health station, and units that are told."""

    name = "antoan.domains.monitoring"
    label = "monitoring"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell privacy what is kept, subscribe to what needs care and to erasures, and tell people by SMS."""
        from antoan.domains.monitoring import handlers, keeping, telling

        keeping.register_all()
        handlers.subscribe_all()
        telling.subscribe_all()
