"""Django's entry for this app."""

from django.apps import AppConfig


class WorkersConfig(AppConfig):
    """Staff lists of units: who works where, how many may, who approves it, and how they are."""

    name = "antoan.domains.workers"
    label = "workers"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell privacy what is kept, subscribe to what lists must follow, and answer for imports of them."""
        from antoan.domains.workers import keeping
        from antoan.domains.workers.handlers import subscribe_all
        from antoan.domains.workers.importing.importer import WorkersImporter
        from antoan.foundation.imports.importer import register_importer

        keeping.register_all()
        subscribe_all()
        register_importer(WorkersImporter())
