"""Prepares Django for a command that needs it."""

import os

import django
from django.db import OperationalError, connection

from antoan.kit.errors import NotConfigured


class DatabaseAway(NotConfigured):
    """The database does not answer."""

    code = "installation:database_away"


def prepare() -> None:
    """Load Django once; DatabaseAway says which database did not answer."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antoan.config.settings.base")
    django.setup()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise DatabaseAway(
            f"The database does not answer ({str(error).strip().splitlines()[0]}). "
            "Set ANTOAN_DATABASE_URL, or start everything with: antoan up"
        ) from None
