"""Days of their own for tests that seal: partitions are committed, so each test opens and drops its own."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection

from antoan.domains.tracing.queries.sealed import sealed_folder
from antoan.foundation.db.partitions import open_days, partition_name

FIRST = date(2031, 3, 1)
DAYS = 4


@pytest.fixture
def days(transactional_db, settings, tmp_path: Path) -> Iterator[list[date]]:
    """Days of March 2031, open in the database and not sealed, with a data folder of their own."""
    settings.DATA = tmp_path
    opened = [FIRST + timedelta(days=number) for number in range(DAYS)]
    open_days("visits_visit", opened[0], opened[-1])
    yield opened
    with connection.cursor() as cursor:
        for day in opened:
            cursor.execute(f'DROP TABLE IF EXISTS "{partition_name("visits_visit", day)}"')


@pytest.fixture
def folder(days):
    return sealed_folder()
