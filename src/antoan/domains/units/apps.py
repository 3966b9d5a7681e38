"""Django's entry for this app."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Units (shops, factories, hospitals, schools) that answer for places."""

    name = "antoan.domains.units"
    label = "units"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer the places domain's question who answers for a place."""
        from antoan.domains.places.owners import register_owners
        from antoan.domains.units.owners import UnitOwners

        register_owners(UnitOwners())
