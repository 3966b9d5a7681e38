"""Django's entry for this app."""

from django.apps import AppConfig


class VaccinationConfig(AppConfig):
    """Vaccination campaigns: whom, where and when; who came; which dose was given."""

    name = "antoan.domains.vaccination"
    label = "vaccination"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell privacy what is kept, and subscribe to erasures, and answer for imports of doses."""
        from antoan.domains.vaccination import handlers, keeping
        from antoan.domains.vaccination.importing.importer import DosesImporter
        from antoan.foundation.imports.importer import register_importer

        keeping.register_all()
        handlers.subscribe_all()
        register_importer(DosesImporter())
