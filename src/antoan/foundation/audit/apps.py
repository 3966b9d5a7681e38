"""Django's entry for this app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The trail of reads and decisions."""

    name = "antoan.foundation.audit"
    label = "audit"
    default_auto_field = "django.db.models.BigAutoField"
