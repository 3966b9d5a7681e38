"""One server for all tests of a module: only what a test puts into the database differs."""

from collections.abc import Iterator

import pytest
from django.db import connection

from antoan.domains.visits.services import open_days_around
from antoan.kit import clock
from tests.factories.places import an_equipped_place
from tests.factories.scan import ScanServer, a_policy_in_force, notify, scan_server


@pytest.fixture(scope="module")
def running(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: pytest.FixtureRequest
) -> Iterator[ScanServer]:
    log = tmp_path_factory.mktemp("scan") / "scan.log"
    with django_db_blocker.unblock(), scan_server(log=log) as server:
        yield server


@pytest.fixture
def server(running: ScanServer, transactional_db: None) -> ScanServer:
    open_days_around(clock.today())
    a_policy_in_force()
    return running


@pytest.fixture
def gate(server: ScanServer):
    """An equipped place whose device the server knows."""
    place = an_equipped_place()
    notify("antoan_devices", str(place.device.id))
    server.wait_for(place.token)
    return place


def rows(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
