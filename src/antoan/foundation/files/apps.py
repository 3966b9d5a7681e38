"""Django's entry for this app."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """Pictures that people send as evidence: bounded, made anew, sealed at rest."""

    name = "antoan.foundation.files"
    label = "files"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have files sealed again when the key is rotated."""
        from antoan.foundation.db.resealing import register_store
        from antoan.foundation.files.resealing import SealedFiles

        register_store(SealedFiles)
