"""Django's entry for this app."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    """The city's districts and wards, then and now."""

    name = "antoan.domains.areas"
    label = "areas"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell accounts where a right over an area lies."""
        from antoan.domains.areas.queries import areas_holding
        from antoan.foundation.accounts.locating import register_locator
        from antoan.foundation.accounts.scopes import Scope, ScopeKind

        register_locator(ScopeKind.AREA, lambda area_id: Scope(areas=areas_holding(area_id)))
