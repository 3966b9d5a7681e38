"""What every test may use. The database is started by antoan.config.settings.test."""

import os

import pytest
from django.db import connection
from hypothesis import settings

from tests.factories.databases import template

settings.register_profile("city", deadline=None)  # No test asserts a time.
settings.load_profile("city")


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings) -> None:
    """Copy the run's one migrated database instead of migrating again in each worker."""
    connection.settings_dict["TEST"]["TEMPLATE"] = template(os.environ["ANTOAN_DATABASE_URL"])


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Let the tests empty the trail between them, which nothing else may."""
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_trailentry DISABLE TRIGGER pgtrigger_refuse_truncate_0b62c")
