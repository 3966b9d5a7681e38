"""Prepares Django for a command that needs it."""

import os
import sys

import django
import structlog
from django.db import OperationalError, connection

from antoan.kit.errors import NotConfigured


class DatabaseAway(NotConfigured):
    """The database does not answer."""

    code = "installation:database_away"


def load_settings() -> None:
    """Load Django for a command that needs no database; what it logs goes beside its answer, not into it."""
    structlog.configure(logger_factory=lambda *_: structlog.PrintLogger(sys.stderr))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antoan.config.settings.base")
    django.setup()


def prepare() -> None:
    """Load Django once; DatabaseAway says which database did not answer."""
    load_settings()
    try:
        connection.ensure_connection()
    except OperationalError as error:
        raise DatabaseAway(
            f"The database does not answer ({str(error).strip().splitlines()[0]}). "
            "Set ANTOAN_DATABASE_URL, or start everything with: antoan up"
        ) from None
