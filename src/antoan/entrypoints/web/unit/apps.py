"""Django's entry for this app."""

from django.apps import AppConfig


class UnitWebConfig(AppConfig):
    """Pages and assets of this way in."""

    name = "antoan.entrypoints.web.unit"
    label = "web_unit"
