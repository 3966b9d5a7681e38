from datetime import datetime, timedelta

import pytest

from antoan.domains.gates.day import day
from antoan.domains.gates.gate_rules import Broken, GateRules, WhenFull
from antoan.kit.clock import CITY_ZONE

MORNING = datetime(2026, 11, 22, 7, 0, tzinfo=CITY_ZONE)


def broken(rules, at=MORNING, *, inside=1, capacity=None, entered_at=None):
    return rules.broken_by(at, inside=inside, capacity=capacity, entered_at=entered_at)


@pytest.mark.parametrize(
    ("clock", "is_open"),
    [("06:59", False), ("07:00", True), ("20:59", True), ("21:00", False), ("00:00", False)],
)
def test_a_gate_is_open_from_the_first_minute_to_before_the_last(clock, is_open):
    rules = GateRules.read({"hours": [["07:00", "21:00"]]})
    hour, minute = map(int, clock.split(":"))
    assert rules.is_open(MORNING.replace(hour=hour, minute=minute)) is is_open


@pytest.mark.parametrize(("hour", "is_open"), [(21, False), (22, True), (0, True), (5, True), (6, False)])
def test_hours_may_go_over_midnight(hour, is_open):
    assert GateRules.read({"hours": [["22:00", "06:00"]]}).is_open(MORNING.replace(hour=hour)) is is_open


def test_full_counts_the_one_who_enters():
    rules = GateRules(when_full=WhenFull.REFUSE)
    assert broken(rules, inside=50, capacity=50) == []
    assert broken(rules, inside=51, capacity=50) == [Broken.FULL_REFUSED]
    assert broken(rules, inside=51) == []


def test_again_ends_with_its_minutes():
    rules = GateRules(repeat=timedelta(minutes=30))
    assert broken(rules, entered_at=MORNING - timedelta(minutes=30)) == []
    assert broken(rules, entered_at=MORNING - timedelta(minutes=30) + timedelta(seconds=1)) == [Broken.AGAIN]
    assert broken(rules, entered_at=MORNING) == []


@pytest.mark.parametrize(
    "document",
    [{"hours": "always"}, {"hours": [["07:00"]]}, {"hours": [["25:00", "26:00"]]}, {"hours": [["07:00", "07:00"]]},
     {"hours": [["07:00", "08:00"]] * 5}, {"whenFull": "shout"}, {"repeatMinutes": -1}, {"repeatMinutes": 1441}, {"repeatMinutes": True}],
)  # fmt: skip
def test_rules_that_cannot_be_read_are_refused(document):
    with pytest.raises(ValueError, match=r"."):
        GateRules.read(document)


def test_rules_are_written_as_they_are_read():
    document = {"hours": [["07:00", "11:30"], ["22:00", "06:00"]], "whenFull": "refuse", "repeatMinutes": 15}
    assert GateRules.read(document).as_json() == document


@pytest.mark.parametrize(
    ("kilometres", "minutes", "is_copy"),
    [(1.9, 0, False), (2.1, 1, True), (2.1, 2, False), (30, 14, True), (30, 15, False), (200, 60, True), (200, 61, False), (30, -1, False)],
)  # fmt: skip
def test_a_copy_is_where_nobody_can_have_travelled(kilometres, minutes, is_copy):
    assert day().copied_code.is_too_soon(kilometres, timedelta(minutes=minutes)) is is_copy
