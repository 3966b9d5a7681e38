"""One server for all tests of a module. Each test brings its own gate and people; nothing is cleared between."""

from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection

from antoan.domains.visits.services import open_days_around
from antoan.kit import clock
from tests.factories.places import EquippedPlace, an_equipped_place
from tests.factories.scan import ScanServer, a_policy_in_force, notify, scan_server


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The database without the transaction around each test: the server must see what a test writes."""
    with django_db_blocker.unblock():
        open_days_around(clock.today())
        a_policy_in_force()
        yield
        call_command("flush", interactive=False, verbosity=0)


@pytest.fixture(scope="module")
def server(db: None, tmp_path_factory) -> Iterator[ScanServer]:
    with scan_server(log=tmp_path_factory.mktemp("scan") / "scan.log") as running:
        yield running


@pytest.fixture
def gate(server: ScanServer) -> EquippedPlace:
    """An equipped place whose device the server knows."""
    return a_known_gate(server)


def a_known_gate(server: ScanServer) -> EquippedPlace:
    place = an_equipped_place()
    notify("antoan_devices", str(place.device.id))
    server.wait_for(place.token)
    return place


def rows(sql: str, *values: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
