"""Django's entry for this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who signs in, what each may do and where."""

    name = "antoan.foundation.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Check the roles of this installation with every other check; keep sign-ins in the trail."""
        from django.core.checks import register

        from antoan.foundation.accounts import handlers
        from antoan.foundation.accounts.checks import check_roles
        from antoan.foundation.accounts.resealing import SecondFactorSecrets
        from antoan.foundation.db.resealing import register_store

        register(check_roles)
        register_store(SecondFactorSecrets)
        handlers.connect()
