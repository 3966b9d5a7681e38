"""Django's entry for this app."""

from django.apps import AppConfig


class GateWebConfig(AppConfig):
    """Pages and assets of this way in."""

    name = "antoan.entrypoints.web.gate"
    label = "web_gate"
