"""Django's entry for this app."""

from django.apps import AppConfig


class DeclarationsConfig(AppConfig):
    """What people declare about their health."""

    name = "antoan.domains.declarations"
    label = "declarations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Subscribe to erasures and gates, tell privacy what is kept, and ask people by SMS what others declared."""
        from antoan.domains.declarations import handlers, keeping, telling

        keeping.register_all()
        handlers.subscribe_all()
        telling.subscribe_all()
