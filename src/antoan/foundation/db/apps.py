"""Tools for tables; an app for its command alone."""

from django.apps import AppConfig


class DbConfig(AppConfig):
    """See the module."""

    name = "antoan.foundation.db"
    label = "db"
