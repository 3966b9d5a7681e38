"""What every test may use. The database is started by antoan.config.settings.test."""

import os
import signal

import pytest
from django.db import connection
from hypothesis import settings

from tests.factories.databases import template

settings.register_profile("city", deadline=None)  # No test asserts a time.
settings.load_profile("city")


def pytest_configure() -> None:
    """Hear Ctrl-C, as in a terminal: whoever runs the tests in the background of a script starts them deaf to it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings) -> None:
    """Copy the run's one migrated database instead of migrating again in each worker."""
    connection.settings_dict["TEST"]["TEMPLATE"] = template(os.environ["ANTOAN_DATABASE_URL"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let the tests empty the trail between them, which nothing else may."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_trailentry DISABLE TRIGGER pgtrigger_refuse_truncate_0b62c")
