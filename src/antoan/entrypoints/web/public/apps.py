"""Django's entry for this app."""

from django.apps import AppConfig


class PublicWebConfig(AppConfig):
    """Pages and assets of this way in."""

    name = "antoan.entrypoints.web.public"
    label = "web_public"
