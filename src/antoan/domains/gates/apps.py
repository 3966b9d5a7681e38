"""Django's entry for this app."""

from django.apps import AppConfig


class GatesConfig(AppConfig):
    """What a gate needs through its working day."""

    name = "antoan.domains.gates"
    label = "gates"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have places expect those who come again and again; hear of erasures."""
        from antoan.domains.gates import keeping
        from antoan.domains.gates.handlers import subscribe_all
        from antoan.domains.gates.queries.regulars import Regulars
        from antoan.domains.gates.rosters import register_roster

        register_roster(Regulars())
        subscribe_all()
        keeping.register_all()
