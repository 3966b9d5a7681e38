"""Django's entry for this app."""

from django.apps import AppConfig


class OfficeWebConfig(AppConfig):
    """Pages and assets of this way in."""

    name = "antoan.entrypoints.web.office"
    label = "web_office"
