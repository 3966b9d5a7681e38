"""Django's entry for this app."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """Rules as dated documents, and the verdict they give."""

    name = "antoan.domains.policy"
    label = "policy"
    default_auto_field = "django.db.models.BigAutoField"
