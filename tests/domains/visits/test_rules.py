"""What a scan means for the stays of a person at a spot."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from antoan.domains.visits.rules import (
    SAME_SCAN,
    Stay,
    Step,
    effective_end,
    meaning_of,
    source_of,
)
from antoan.domains.visits.values import Direction, EntrySource

EIGHT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
USUAL = timedelta(minutes=45)
MINUTE = timedelta(minutes=1)
SECOND = timedelta(seconds=1)


def a_stay(
    t_in: datetime = EIGHT,
    t_out: datetime | None = None,
    *,
    scan_id: UUID | None = None,
    out_scan_id: UUID | None = None,
    **by_self: bool,
) -> Stay:
    return Stay(t_in, t_out, scan_id or uuid4(), out_scan_id, **by_self)


def meaning(
    direction: str, at: datetime, *stays: Stay, scan_id: UUID | None = None, usual: timedelta = USUAL
):
    return meaning_of(
        scan_id=scan_id or uuid4(), direction=Direction(direction), at=at, stays=stays, usual_stay=usual
    )


@pytest.mark.parametrize("direction", ["in", "auto"])
def test_a_first_scan_is_an_entry(direction):
    found = meaning(direction, EIGHT)
    assert (found.direction, found.step) == (Direction.IN, Step.ENTER)


def test_out_without_an_entry_is_a_visit_of_no_length():
    found = meaning("out", EIGHT)
    assert (found.direction, found.step, found.stay) == (Direction.OUT, Step.PASS, None)


@pytest.mark.parametrize("direction", ["out", "auto"])
def test_a_scan_during_an_open_stay_ends_it(direction):
    stay = a_stay()
    found = meaning(direction, EIGHT + 20 * MINUTE, stay)
    assert (found.direction, found.step, found.stay) == (Direction.OUT, Step.LEAVE, stay)


@pytest.mark.parametrize(
    ("later", "direction", "step"),
    [
        (SAME_SCAN - SECOND, Direction.IN, Step.REPEAT),
        (SAME_SCAN, Direction.OUT, Step.LEAVE),
        (SAME_SCAN + SECOND, Direction.OUT, Step.LEAVE),
    ],
)
def test_auto_within_a_minute_of_the_entry_is_the_same_entry(later, direction, step):
    found = meaning("auto", EIGHT + later, a_stay())
    assert (found.direction, found.step) == (direction, step)


@pytest.mark.parametrize(
    ("later", "direction", "step"),
    [
        (SAME_SCAN - SECOND, Direction.OUT, Step.REPEAT),
        (SAME_SCAN, Direction.IN, Step.ENTER),
    ],
)
def test_auto_within_a_minute_of_leaving_is_the_same_leaving(later, direction, step):
    stay = a_stay(EIGHT - timedelta(hours=1), EIGHT, out_scan_id=uuid4())
    found = meaning("auto", EIGHT + later, stay)
    assert (found.direction, found.step) == (direction, step)


def test_out_within_a_minute_of_leaving_is_the_same_leaving():
    stay = a_stay(EIGHT - timedelta(hours=1), EIGHT, out_scan_id=uuid4())
    assert meaning("out", EIGHT + 10 * SECOND, stay).step is Step.REPEAT
    assert meaning("out", EIGHT + 2 * MINUTE, stay).step is Step.PASS


def test_in_is_always_an_entry_even_when_a_stay_is_open():
    found = meaning("in", EIGHT + 20 * MINUTE, a_stay())
    assert (found.direction, found.step) == (Direction.IN, Step.ENTER)


@pytest.mark.parametrize(
    ("usual", "later", "step"),
    [
        (timedelta(minutes=20), timedelta(hours=4), Step.LEAVE),
        (timedelta(minutes=20), timedelta(hours=4, seconds=1), Step.ENTER),
        (timedelta(minutes=540), timedelta(hours=14), Step.LEAVE),
        (timedelta(minutes=540), timedelta(hours=24), Step.LEAVE),
        (timedelta(minutes=540), timedelta(hours=24, seconds=1), Step.ENTER),
    ],
)
def test_a_stay_left_without_a_scan_does_not_swallow_the_next_visit(usual, later, step):
    assert meaning("auto", EIGHT + later, a_stay(), usual=usual).step is step


@pytest.mark.parametrize(("hours", "step"), [(24, Step.LEAVE), (25, Step.PASS)])
def test_out_closes_a_stay_of_the_last_day_only(hours, step):
    assert meaning("out", EIGHT + timedelta(hours=hours), a_stay()).step is step


@pytest.mark.parametrize("direction", ["in", "out", "auto"])
def test_the_same_scan_again_is_the_same_visit(direction):
    came, went = uuid4(), uuid4()
    stay = a_stay(EIGHT, EIGHT + 30 * MINUTE, scan_id=came, out_scan_id=went)
    again = meaning(direction, EIGHT, stay, scan_id=came)
    assert (again.direction, again.step, again.stay) == (Direction.IN, Step.REPEAT, stay)
    again = meaning(direction, EIGHT + 30 * MINUTE, stay, scan_id=went)
    assert (again.direction, again.step, again.stay) == (Direction.OUT, Step.REPEAT, stay)


def test_a_queued_scan_from_the_middle_of_a_closed_stay_changes_nothing():
    stay = a_stay(EIGHT, EIGHT + timedelta(hours=2), out_scan_id=uuid4())
    assert meaning("auto", EIGHT + timedelta(hours=1), stay).step is Step.REPEAT


def test_a_stay_that_begins_later_does_not_matter():
    assert meaning("out", EIGHT - MINUTE, a_stay()).step is Step.PASS


def test_without_a_check_out_a_stay_ends_by_estimate():
    assert effective_end(EIGHT, None, USUAL) == EIGHT + USUAL
    assert effective_end(EIGHT, EIGHT + MINUTE, USUAL) == EIGHT + MINUTE


@pytest.mark.parametrize(
    ("minutes", "source"), [(0, EntrySource.SCAN), (2, EntrySource.SCAN), (2.1, EntrySource.QUEUED)]
)
def test_a_scan_that_arrives_late_waited_on_its_device(minutes, source):
    assert source_of(EIGHT, EIGHT + minutes * MINUTE) is source


@pytest.mark.parametrize(
    ("later", "step"), [(0, Step.REPEAT), (299, Step.REPEAT), (300, Step.LEAVE), (301, Step.LEAVE)]
)
def test_a_guard_who_scans_after_somebody_checked_in_by_themselves_sees_the_same_entry(later, step):
    stay = a_stay(entered_by_self=True)
    assert meaning("auto", EIGHT + later * SECOND, stay).step is step


@pytest.mark.parametrize(("later", "step"), [(0, Step.REPEAT), (299, Step.REPEAT), (300, Step.ENTER)])
def test_a_guard_who_scans_after_somebody_checked_out_by_themselves_sees_the_same_exit(later, step):
    stay = a_stay(t_out=EIGHT + MINUTE, entered_by_self=True, left_by_self=True)
    assert meaning("auto", EIGHT + MINUTE + later * SECOND, stay).step is step


def test_a_guard_who_means_out_is_believed_at_once():
    stay = a_stay(entered_by_self=True)
    assert meaning("out", EIGHT + SECOND, stay).step is Step.LEAVE
