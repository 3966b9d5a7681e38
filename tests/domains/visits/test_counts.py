"""How many came and went is counted with the log, in the same transaction, and read without it (features row 100)."""

from datetime import UTC, datetime, timedelta

import pytest

from antoan.domains.visits.counts_values import By, Counted
from antoan.domains.visits.models import Visit, VisitCount, VisitDelta
from antoan.domains.visits.queries import board_of, counted, people_inside
from antoan.domains.visits.services import forget_visits, open_days_around
from antoan.domains.visits.services.counting import fold_counts
from antoan.domains.visits.values import EntrySource
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.places import an_equipped_place
from tests.factories.scan import a_citizen

pytestmark = pytest.mark.django_db

MORNING = datetime(2026, 11, 22, 1, 10, tzinfo=UTC)  # 08:10 in the city.
SINCE, UNTIL = MORNING - timedelta(days=2), MORNING + timedelta(days=2)


@pytest.fixture
def place():
    open_days_around(clock.local_date(MORNING))
    return an_equipped_place()


def a_visit(place, person_id: int, t_in=MORNING, t_out=None, colour=1, source=EntrySource.SCAN) -> Visit:
    return Visit.objects.create(
        person_id=person_id, t_in=t_in, t_eff=t_out or t_in + timedelta(minutes=40), t_out=t_out, received_at=t_in,
        spot_id=place.spot.id, gate_id=place.gate.id, rule=0, colour=colour, source=source, scan_id=uuid7(),
    )  # fmt: skip


def by(place, what: By) -> list[Counted]:
    return counted(SYSTEM, [place.place.id], since=SINCE, until=UNTIL, by=what)


def test_each_half_hour_counts_who_came_and_who_left(place):
    a_visit(place, 1, MORNING + timedelta(minutes=19, seconds=59))
    a_visit(place, 2, MORNING + timedelta(minutes=20))
    a_visit(place, 3, MORNING, t_out=MORNING + timedelta(minutes=50))
    first = MORNING.replace(minute=0)
    assert by(place, By.HALF_HOUR) == [
        Counted(first, 2, 0),
        Counted(first + timedelta(minutes=30), 1, 0),
        Counted(first + timedelta(minutes=60), 0, 1),
    ]


def test_folding_changes_no_count_and_leaves_no_note(place):
    for person in range(5):
        a_visit(place, person)
    before = by(place, By.GATE)
    assert fold_counts() == 5
    assert not VisitDelta.objects.exists()
    assert VisitCount.objects.count() == 1
    a_visit(place, 9)
    assert before == [Counted(place.gate.id, 5, 0)]
    assert by(place, By.GATE) == [Counted(place.gate.id, 6, 0)]
    fold_counts()
    assert by(place, By.GATE) == [Counted(place.gate.id, 6, 0)]


def test_a_check_out_is_counted_once(place):
    a_visit(place, 1)
    rows = Visit.objects.filter(person_id=1)
    rows.update(t_out=MORNING + timedelta(minutes=5))
    rows.update(t_eff=MORNING + timedelta(minutes=5))
    assert by(place, By.SPOT) == [Counted(place.spot.id, 1, 1)]


def test_an_entry_that_nobody_scanned_is_not_counted_as_coming_in(place):
    a_visit(place, 1, t_out=MORNING, source=EntrySource.IMPLIED)
    assert by(place, By.SPOT) == [Counted(place.spot.id, 0, 1)]


def test_whoever_is_erased_is_no_longer_counted(place):
    person = a_citizen().person_id
    a_visit(place, person)
    fold_counts()
    forget_visits(person)
    assert by(place, By.SPOT) == []


def test_days_are_the_citys(place):
    a_visit(place, 1, datetime(2026, 11, 21, 16, 59, tzinfo=UTC))
    a_visit(place, 2, datetime(2026, 11, 21, 17, 0, tzinfo=UTC))
    assert [row.key.isoformat() for row in by(place, By.DAY)] == ["2026-11-21", "2026-11-22"]


def test_colours_are_counted_and_other_places_are_not(place):
    a_visit(place, 1, colour=1)
    a_visit(place, 2, colour=3)
    a_visit(an_equipped_place(), 3, colour=1)
    assert by(place, By.COLOUR) == [Counted(1, 1, 0), Counted(3, 1, 0)]


def test_the_board_tells_spots_and_colours_of_who_is_inside(place):
    a_visit(place, a_citizen().person_id)
    a_visit(place, a_citizen(name="Lê Thị Bình").person_id, colour=3)
    a_visit(place, 3, MORNING, t_out=MORNING + timedelta(minutes=1))
    board = board_of(SYSTEM, place.place.id, MORNING + timedelta(minutes=2))
    assert (board.people, [spot.people for spot in board.spots]) == (2, [2])
    assert sum(count for _, count in board.colours) == 2
    assert len(board.colours) == 2


def test_a_roll_call_names_who_is_inside_and_is_kept_in_the_trail(place):
    a_visit(place, a_citizen().person_id)
    found = people_inside(SYSTEM, place.place.id, MORNING + timedelta(minutes=1))
    assert [visit.person_label for visit in found.visits] == ["N.V. An"]
    assert TrailEntry.objects.filter(action="visits:roll_call").count() == 1
    assert people_inside(SYSTEM, place.place.id, MORNING + timedelta(hours=3)).visits == ()


@pytest.mark.parametrize("read", [board_of, people_inside])
def test_strangers_read_nothing(place, read):
    with pytest.raises(Forbidden):
        read(STRANGER, place.place.id, MORNING)
    with pytest.raises(Forbidden):
        counted(STRANGER, [place.place.id], since=SINCE, until=UNTIL, by=By.DAY)
