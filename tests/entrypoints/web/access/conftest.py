"""One world for all walks."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.cache import cache
from django.db import transaction
from django.test import override_settings

from tests.entrypoints.web.access.world import World, a_world


@pytest.fixture(scope="module", autouse=True)
def noon() -> Iterator[None]:
    with time_machine.travel(datetime(2026, 11, 22, 5, tzinfo=UTC), tick=True):
        yield


@pytest.fixture(scope="module")
def kept_world(noon, django_db_setup, django_db_blocker) -> Iterator[World]:
    """One world for all walks: whoever asks takes back what the question changed."""
    with (
        django_db_blocker.unblock(),
        override_settings(PUBLIC_URL="http://testserver"),
        transaction.atomic(),
    ):
        yield a_world()
        transaction.set_rollback(True)


@pytest.fixture
def world(kept_world: World) -> World:
    cache.clear()
    return kept_world
