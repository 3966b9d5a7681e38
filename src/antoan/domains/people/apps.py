"""Django's entry for this app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Persons, their documents, phones and dependants."""

    name = "antoan.domains.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"
