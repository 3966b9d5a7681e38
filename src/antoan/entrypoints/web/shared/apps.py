"""Django's entry for this app."""

from django.apps import AppConfig


class SharedWebConfig(AppConfig):
    """Pages and assets of this way in."""

    name = "antoan.entrypoints.web.shared"
    label = "web_shared"
