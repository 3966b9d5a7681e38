"""Django's entry for this app."""

from django.apps import AppConfig


class ClinicWebConfig(AppConfig):
    """Pages and assets of this way in."""

    name = "antoan.entrypoints.web.clinic"
    label = "web_clinic"
