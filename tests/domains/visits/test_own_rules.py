"""What it means when people check themselves in and out."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.visits.errors import CheckUnreadable, LeftOutOfTime, WaitedTooLong
from antoan.domains.visits.own_rules import (
    KnownStay,
    OwnStep,
    check_waited,
    exit_source,
    own_entry,
    own_exit,
    own_source,
    unfinished,
)
from antoan.domains.visits.rules import Meaning, Step
from antoan.domains.visits.values import Direction, EntrySource, ExitSource

EIGHT = datetime(2026, 11, 22, 1, 0, tzinfo=UTC)
USUAL = timedelta(minutes=45)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
HALL, YARD = 1, 2


def a_stay(
    t_in: datetime = EIGHT, t_out: datetime | None = None, *, spot: int = HALL, usual=USUAL, **ids: UUID
) -> KnownStay:
    return KnownStay(
        t_in, t_out, ids.get("scan_id") or uuid4(), ids.get("out_scan_id"),
        person_id=7, spot_id=spot, t_eff=t_out or t_in + usual,
    )  # fmt: skip


def entry(at: datetime, *stays: KnownStay, spot: int = HALL, scan_id: UUID | None = None) -> OwnStep:
    return own_entry(scan_id=scan_id or uuid4(), spot_id=spot, at=at, stays=stays)


def leaving(at: datetime, *stays: KnownStay, scan_id: UUID | None = None) -> OwnStep:
    return own_exit(scan_id=scan_id or uuid4(), at=at, stays=stays)


def test_somebody_outside_goes_in():
    assert entry(EIGHT) == OwnStep(Meaning(Direction.IN, Step.ENTER))


@pytest.mark.parametrize(
    ("minutes", "step"), [(0, Step.REPEAT), (44, Step.REPEAT), (45, Step.ENTER), (46, Step.ENTER)]
)
def test_somebody_inside_stays_in_the_visit_they_have_until_the_usual_stay_ends(minutes, step):
    stay = a_stay()
    found = entry(EIGHT + minutes * MINUTE, stay)
    assert found.meaning.step is step
    assert found.leaves == ()


def test_walking_on_to_another_zone_leaves_the_one_before():
    stay = a_stay(spot=HALL)
    found = entry(EIGHT + 5 * MINUTE, stay, spot=YARD)
    assert found == OwnStep(Meaning(Direction.IN, Step.ENTER), (stay,))


def test_the_same_check_in_again_is_known_even_after_having_left():
    check = uuid4()
    stay = a_stay(t_out=EIGHT + 10 * MINUTE, scan_id=check)
    found = entry(EIGHT + 20 * MINUTE, stay, scan_id=check)
    assert found == OwnStep(Meaning(Direction.IN, Step.REPEAT, stay))


def test_leaving_ends_the_stay_wherever_in_the_place_it_is():
    stay = a_stay(spot=YARD)
    assert leaving(EIGHT + 20 * MINUTE, stay) == OwnStep(Meaning(Direction.OUT, Step.LEAVE, stay))


def test_leaving_ends_every_stay_that_goes_on():
    older, newer = a_stay(), a_stay(EIGHT + MINUTE, spot=YARD)
    found = leaving(EIGHT + 20 * MINUTE, newer, older)
    assert (found.meaning.stay, found.leaves) == (newer, (older,))


def test_leaving_without_having_come_in_is_a_visit_of_no_length():
    assert leaving(EIGHT).meaning.step is Step.PASS


@pytest.mark.parametrize(
    ("usual", "later", "step"),
    [
        (USUAL, 4 * HOUR, Step.LEAVE),  # A long lunch: nobody's fault.
        (USUAL, 4 * HOUR + MINUTE, Step.PASS),  # This morning's visit has not lasted until the evening.
        (9 * HOUR, 23 * HOUR, Step.LEAVE),
    ],
)
def test_a_forgotten_stay_is_not_stretched_to_a_later_visit(usual, later, step):
    assert leaving(EIGHT + later, a_stay(usual=usual)).meaning.step is step


def test_the_same_check_out_again_is_known():
    check = uuid4()
    stay = a_stay(t_out=EIGHT + 10 * MINUTE, out_scan_id=check)
    found = leaving(EIGHT + 30 * MINUTE, stay, scan_id=check)
    assert found == OwnStep(Meaning(Direction.OUT, Step.REPEAT, stay))


@given(st.lists(st.sampled_from(["in", "out", "in again", "out again"]), max_size=12))
def test_whatever_is_pressed_nobody_is_in_twice_at_one_spot(presses):
    stays: list[KnownStay] = []
    at, last = EIGHT, {"in": uuid4(), "out": uuid4()}
    for press in presses:
        at += 3 * MINUTE
        direction = press.split()[0]
        check = last[direction] = last[direction] if "again" in press else uuid4()
        decide = {"in": entry, "out": leaving}[direction]
        found = decide(at, *stays, scan_id=check)
        if found.meaning.step is Step.LEAVE:
            found.meaning.stay.t_out = found.meaning.stay.t_eff = at
            found.meaning.stay.out_scan_id = check
        if found.meaning.step in (Step.ENTER, Step.PASS):
            is_pass = found.meaning.step is Step.PASS
            stays.insert(0, a_stay(at, at if is_pass else None, scan_id=check))
        assert sum(stay.goes_on(at) for stay in stays) <= 1


@pytest.mark.parametrize(
    ("later", "is_there"), [(0 * HOUR, True), (HOUR, True), (4 * HOUR, True), (4 * HOUR + MINUTE, False)]
)
def test_somebody_without_check_out_may_still_be_there_for_a_while(later, is_there):
    stay = a_stay()
    assert (unfinished([stay], EIGHT + later) is stay) == is_there


def test_who_left_is_not_there():
    assert unfinished([a_stay(t_out=EIGHT + MINUTE)], EIGHT + 2 * MINUTE) is None


@pytest.mark.parametrize(
    ("waited", "source"),
    [(0, EntrySource.SELF), (120, EntrySource.SELF), (121, EntrySource.SELF_QUEUED)],
)
def test_a_check_that_the_phone_kept_is_marked(waited, source):
    assert own_source(EIGHT, EIGHT + timedelta(seconds=waited)) is source
    assert source.is_own


def test_gates_scans_are_not_ones_own():
    assert [source.is_own for source in (EntrySource.SCAN, EntrySource.QUEUED, EntrySource.IMPLIED)] == [
        False
    ] * 3


def test_a_phone_keeps_a_check_for_a_day_and_never_knows_the_future():
    check_waited(timedelta(hours=24))
    with pytest.raises(WaitedTooLong):
        check_waited(timedelta(hours=24, seconds=1))
    with pytest.raises(CheckUnreadable):
        check_waited(timedelta(seconds=-1))


@pytest.mark.parametrize(
    ("left", "now", "source"),
    [
        (30 * MINUTE, 30 * MINUTE, ExitSource.SELF),
        (30 * MINUTE, 32 * MINUTE, ExitSource.SELF),
        (30 * MINUTE, 33 * MINUTE, ExitSource.TOLD),
        (24 * HOUR, 30 * HOUR, ExitSource.TOLD),
        (30 * MINUTE, timedelta(days=7), ExitSource.TOLD),
    ],
)
def test_a_check_out_told_later_is_marked(left, now, source):
    assert exit_source(EIGHT + left, EIGHT + now, a_stay()) is source


@pytest.mark.parametrize(
    ("left", "now"),
    [
        (0 * HOUR, HOUR),  # At the moment of coming in.
        (-MINUTE, HOUR),
        (HOUR + MINUTE, HOUR),  # In the future.
        (24 * HOUR + MINUTE, 30 * HOUR),
        (30 * MINUTE, timedelta(days=7, minutes=1)),  # Told too late.
    ],
)
def test_nobody_left_before_coming_a_day_later_or_tomorrow(left, now):
    with pytest.raises(LeftOutOfTime):
        exit_source(EIGHT + left, EIGHT + now, a_stay())
