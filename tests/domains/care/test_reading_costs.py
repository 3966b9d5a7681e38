"""What one reading of somebody at home costs: nothing is read twice that is known, and nothing is marked to be undone alone."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from antoan.domains.care.models import Watch
from antoan.domains.care.services import standing
from antoan.domains.declarations.models import Declaration
from antoan.domains.passes.queries.storage import stored_passes
from tests.factories.areas import ward
from tests.factories.care import somebody_at_home, told

pytestmark = pytest.mark.django_db
MORNING = datetime(2026, 3, 11, 1, tzinfo=UTC)
# Of one calm reading, savepoint and its release included: stated, and to be argued over when it grows.
STATEMENTS_MAX = 21


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(MORNING, tick=False) as travel:
        yield travel


@pytest.fixture
def an():
    person = somebody_at_home(ward_id=ward().id)[0]
    told(person.id)  # What is read once in a process has been read.
    return person


def test_a_calm_reading_takes_no_more_statements_than_stated(an, morning):
    morning.shift(3_600)
    with CaptureQueriesContext(connection) as asked:
        told(an.id)
    statements = [one["sql"] for one in asked]
    assert len(statements) <= STATEMENTS_MAX, "\n".join(statements)
    marks = [one for one in statements if one.startswith(("SAVEPOINT", "RELEASE"))]
    assert len(marks) == 2  # Of the declaration itself: here it lies in the test's transaction.


def test_a_reading_whose_list_cannot_be_kept_is_not_recorded_at_all(an, morning, monkeypatch):
    before = (Declaration.objects.count(), stored_passes([an.id]), Watch.objects.get().last_reading_at)
    morning.shift(3_600)

    def fails(*args):
        raise RuntimeError("the list cannot be kept")

    monkeypatch.setattr(standing, "place", fails)
    with pytest.raises(RuntimeError):
        told(an.id)
    assert (
        Declaration.objects.count(),
        stored_passes([an.id]),
        Watch.objects.get().last_reading_at,
    ) == before
