"""Django's entry for this app."""

from django.apps import AppConfig


class EventsConfig(AppConfig):
    """What happened, told upwards: in the same transaction or through the outbox."""

    name = "antoan.foundation.events"
    label = "events"
    default_auto_field = "django.db.models.BigAutoField"
