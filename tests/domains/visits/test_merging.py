"""Two entries turn out to be one person: what one of them did is the other's, once."""

from datetime import UTC, datetime, timedelta

import pytest

from antoan.domains.people.events import PersonMerged
from antoan.domains.visits.models import Reminder, Visit
from antoan.domains.visits.services import open_days_around
from antoan.foundation.events.bus import announce
from antoan.kit.clock import local_date
from tests.factories.people import a_person, citizen
from tests.factories.places import a_place
from tests.factories.visits import went_in

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def days():
    open_days_around(local_date(NOON))


def test_stays_and_reminders_of_the_dropped_entry_are_the_kept_ones_and_a_stay_of_both_is_one():
    kept, dropped, other = (a_person(name).id for name in ("Lê Thị Hoa", "Lê Hoa", "Trần Văn Khác"))
    market, station = a_place(), a_place("Bến xe Miền Tây")
    for person_id in (kept, dropped, other):
        went_in(citizen(person_id), market.id, now=NOON)
    went_in(citizen(dropped), station.id, now=NOON + HOUR)
    announce(PersonMerged(kept_id=kept, dropped_id=dropped))
    for table in (Visit, Reminder):
        held = table.objects.exclude(person_id=dropped).order_by("t_in", "person_id")
        assert list(held.values_list("person_id", "t_in")) == [
            *((person_id, NOON) for person_id in sorted((kept, other))),
            (kept, NOON + HOUR),
        ]
