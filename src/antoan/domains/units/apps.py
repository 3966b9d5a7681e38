"""Django's entry for this app."""

from django.apps import AppConfig


class UnitsConfig(AppConfig):
    """Units (shops, factories, hospitals, schools) that answer for places."""

    name = "antoan.domains.units"
    label = "units"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Answer who answers for a place, and where a right over a unit lies."""
        from antoan.domains.places.owners import register_owners
        from antoan.domains.units.handlers import subscribe_all
        from antoan.domains.units.owners import UnitOwners
        from antoan.domains.units.queries import scope_holding_unit
        from antoan.foundation.accounts.locating import register_locator
        from antoan.foundation.accounts.scopes import ScopeKind

        subscribe_all()
        register_owners(UnitOwners())
        register_locator(ScopeKind.UNIT, scope_holding_unit)
