"""Django's entry for this app."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Places, their spots and gates, and the devices that scan there."""

    name = "antoan.domains.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell accounts where a right over a place lies and privacy what is kept; hear of erasures."""
        from antoan.domains.places import handlers, keeping
        from antoan.domains.places.queries import scope_of_place
        from antoan.foundation.accounts.locating import register_locator
        from antoan.foundation.accounts.scopes import ScopeKind

        register_locator(ScopeKind.PLACE, scope_of_place)
        handlers.subscribe_all()
        keeping.register_all()
