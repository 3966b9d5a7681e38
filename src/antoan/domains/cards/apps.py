"""Django's entry for this app."""

from django.apps import AppConfig


class CardsConfig(AppConfig):
    """Printed cards with personal codes."""

    name = "antoan.domains.cards"
    label = "cards"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell privacy what is kept, subscribe to erasures and mergers, and answer for imports of rosters."""
        from antoan.domains.cards import handlers, keeping
        from antoan.domains.cards.rosters.importer import RosterImporter
        from antoan.foundation.imports.importer import register_importer

        keeping.register_all()
        handlers.subscribe_all()
        register_importer(RosterImporter())
