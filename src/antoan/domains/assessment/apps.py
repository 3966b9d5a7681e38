"""Django's entry for this app."""

from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    """Self-assessment of places by criteria sets, their safety level, and plans to mend."""

    name = "antoan.domains.assessment"
    label = "assessment"
    default_auto_field = "django.db.models.BigAutoField"
