"""Django's entry for this app."""

from django.apps import AppConfig


class CitizenWebConfig(AppConfig):
    """Pages and assets of this way in."""

    name = "antoan.entrypoints.web.citizen"
    label = "web_citizen"
