"""Django's entry for this app."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """Text messages to people: from templates, queued in the transaction that causes them, each sent once."""

    name = "antoan.domains.messaging"
    label = "messaging"
    default_auto_field = "django.db.models.BigAutoField"
