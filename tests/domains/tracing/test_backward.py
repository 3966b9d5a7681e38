"""Places that infected several cases stand out from chance, and nothing else does."""

import math
from datetime import date

import numpy as np
import pytest
import structlog
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.tracing.columns import Columns
from antoan.domains.tracing.engines.engine import Cases, Window
from antoan.domains.tracing.engines.online import OnlineEngine
from antoan.domains.tracing.engines.postgres import PostgresEngine
from antoan.domains.tracing.engines.sweep import SweepEngine
from antoan.domains.tracing.queries.backward import shared_venues, suspected_venues
from antoan.domains.tracing.rules.backward import (
    SLOT_S,
    chance_of_more,
    presence,
    q_values,
    shared_slots,
    venues,
)
from antoan.domains.tracing.rules.days import closed_from
from antoan.domains.tracing.rules.exposure import Stay
from antoan.domains.tracing.sealing.reading import day_in_memory
from antoan.domains.tracing.services.sealing import seal_day
from antoan.domains.tracing.values import DAY_S, day_bounds, moment_of
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.clock import day_start
from antoan.kit.errors import Forbidden
from tests.factories.people import a_person
from tests.factories.places import a_place, a_spot
from tests.factories.records import a_case
from tests.factories.tracing import add_visits
from tests.factories.units import someone_as

START = day_bounds(date(2031, 3, 1))[0]
DAYS = 10
PEOPLE = 12_000
SPOTS = 400
assert START % SLOT_S == 0


def a_town(seed: int) -> tuple[list[np.ndarray], np.random.Generator]:
    """Return 3 stays a person and day at spots of uneven traffic: person, spot, in, out."""
    draw = np.random.default_rng(seed)
    count = PEOPLE * DAYS * 3
    popular = draw.pareto(1.3, SPOTS) + 0.3
    spot = draw.choice(np.arange(1, SPOTS + 1), count, p=popular / popular.sum())
    t_in = START + draw.integers(0, DAYS, count) * DAY_S + draw.integers(6 * 3600, 21 * 3600, count)
    return [draw.integers(1, PEOPLE + 1, count), spot, t_in, t_in + draw.integers(600, 5_400, count)], draw


def engine_over(columns: list[np.ndarray]) -> OnlineEngine:
    person, spot, t_in, t_eff = (column.astype(np.int32) for column in columns)
    days = [
        day_in_memory(Columns(person[of], spot[of], t_in[of], t_eff[of], np.zeros(len(of), bool)))
        for day in range(DAYS)
        if len(of := np.flatnonzero((t_in - START) // DAY_S == day))
    ]
    return OnlineEngine([SweepEngine(days)])


def infected(people: np.ndarray) -> Cases:
    return Cases.of(people, np.full(len(people), START), np.full(len(people), START + DAYS * DAY_S))


def plant(columns: list[np.ndarray], draw, *, count: int, attack: float) -> tuple[dict[int, int], np.ndarray]:
    """Infect a share of those at some fairly full spots at one half-hour; return spot -> slot, and the infected."""
    person, spot, t_in, t_eff = columns
    slot = (t_in - START) // SLOT_S
    planted, sick = {}, []
    for candidate in draw.permutation(np.unique(spot)):
        of_spot = np.flatnonzero(spot == candidate)
        slots, visits = np.unique(slot[of_spot], return_counts=True)
        full = slots[visits >= 20]
        if not len(full):
            continue
        chosen = int(draw.choice(full))
        moment = START + chosen * SLOT_S
        present = np.unique(person[of_spot[(t_in[of_spot] < moment + SLOT_S) & (t_eff[of_spot] > moment)]])
        sick.append(draw.choice(present, max(3, round(attack * len(present))), replace=False))
        planted[int(candidate)] = chosen
        if len(planted) == count:
            return planted, np.concatenate(sick)
    raise AssertionError("no spot is full enough")


@pytest.mark.parametrize("seed", range(3))
def test_planted_venues_are_found_among_cases_by_chance_and_hardly_others(seed):
    columns, draw = a_town(seed)
    planted, sick = plant(columns, draw, count=10, attack=0.3)
    background = draw.choice(PEOPLE, 150, replace=False) + 1
    found = shared_venues(engine_over(columns), infected(np.unique(np.r_[sick, background])))
    hits = {
        venue.spot
        for venue in found
        if venue.spot in planted and venue.since <= START + planted[venue.spot] * SLOT_S < venue.until
    }
    assert len(hits) >= 9
    assert len([venue for venue in found if venue.spot not in planted]) <= 2
    assert all(len(venue.cases) >= 3 for venue in found)


@pytest.mark.parametrize("seed", range(4))
def test_cases_by_chance_alone_name_no_place(seed):
    columns, draw = a_town(seed)
    cases = draw.choice(PEOPLE, 250, replace=False) + 1
    assert len(shared_venues(engine_over(columns), infected(cases))) <= 1


def test_one_outbreak_over_several_half_hours_is_one_venue():
    spot = np.array([7] * 6)
    came = np.array([0, 0, 600, 1_200, 3_700, 3_900])
    seen = presence(spot=spot, came=came, left=came + 5_400, case=np.arange(6))
    shared = shared_slots(seen)
    [venue] = venues(shared, seen, visitors=np.full(len(shared.slot), 8), case_share=0.001)
    assert (venue.spot, venue.since, venue.cases) == (7, 0, (0, 1, 2, 3, 4, 5))
    assert venue.expected == pytest.approx(0.008)


def test_two_outbreaks_at_one_spot_are_two():
    came = np.array([0, 0, 0, 40_000, 40_000, 40_000])
    seen = presence(spot=np.array([7] * 6), came=came, left=came + 1_800, case=np.arange(6))
    shared = shared_slots(seen)
    found = venues(shared, seen, visitors=np.full(len(shared.slot), 5), case_share=0.001)
    assert sorted(venue.cases for venue in found) == [(0, 1, 2), (3, 4, 5)]


def test_a_stay_touches_the_half_hours_it_lies_in():
    seen = presence(
        spot=np.array([1, 1, 2]),
        came=np.array([0, 1_799, 1_800]),
        left=np.array([1_800, 1_801, 1_800]),
        case=np.array([0, 1, 2]),
    )
    rows = list(zip(seen.spot.tolist(), seen.slot.tolist(), seen.case.tolist(), strict=True))
    assert rows == [(1, 0, 0), (1, 0, 1), (1, 1, 1), (2, 1, 2)]


def test_who_comes_twice_in_a_half_hour_is_one_case():
    seen = presence(
        spot=np.array([1, 1]), came=np.array([0, 900]), left=np.array([600, 1_000]), case=np.array([4, 4])
    )
    assert len(seen.case) == 1
    assert shared_slots(seen).cases.tolist() == []


@given(st.integers(1, 30), st.floats(0.001, 50))
def test_the_tail_is_poissons(cases, expected):
    exact = 1 - math.fsum(
        math.exp(-expected + k * math.log(expected) - math.lgamma(k + 1)) for k in range(cases)
    )
    among = -math.expm1(-expected)
    assert chance_of_more(np.array([cases]), np.array([expected]))[0] == pytest.approx(
        max(exact, 0) / among, rel=1e-6, abs=1e-9
    )


def test_far_out_tails_do_not_vanish():
    assert 0 < chance_of_more(np.array([40]), np.array([0.1]))[0] < 1e-80


def test_adjusted_values_are_benjamini_and_hochbergs():
    p = np.array([0.01, 0.04, 0.03, 0.005])
    assert q_values(p, tests=4).tolist() == pytest.approx([0.02, 0.04, 0.04, 0.02])
    assert q_values(p, tests=8).tolist() == pytest.approx([0.04, 0.08, 0.08, 0.04])
    assert q_values(np.array([0.9, 0.2]), tests=10).tolist() == pytest.approx([1.0, 1.0])


def test_nobody_sick_names_no_place():
    columns, _ = a_town(1)
    assert shared_venues(engine_over(columns), infected(np.array([], int))) == []


class TestVisitors:
    """How many were there is counted alike from files and from the table."""

    def test_both_count_people_not_visits(self, days):
        stays = [
            Stay(70_001, 5, 100, 2_000), Stay(70_001, 5, 2_100, 2_200), Stay(70_002, 5, 0, 1_800),
            Stay(70_003, 5, 1_800, 1_900), Stay(70_004, 6, 0, 9_000),
        ]  # fmt: skip
        add_visits(stays, start=day_start(days[0]))
        start = day_bounds(days[0])[0]
        spots, since = np.array([5, 5, 6, 99]), np.array([0, 1_800, 0, 0]) + start
        seal_day(days[0], closed_from(days[0]))
        from antoan.domains.tracing.queries.online import online_engine

        files = online_engine(Window(start, start + DAY_S))
        for engine in (files, PostgresEngine()):
            assert engine.visitors(spots, since, since + SLOT_S).tolist() == [2, 2, 1, 0]
            assert engine.people_seen() == 4


class TestAsking:
    """Who may look back, and what they see."""

    @pytest.fixture(autouse=True)
    def the_fourth_day(self):
        with (
            time_machine.travel(moment_of(START + 4 * DAY_S - 3_600), tick=False),
            structlog.testing.capture_logs(),
        ):
            yield

    @pytest.fixture
    def outbreak(self, days):
        """Five people who fell ill ate at one table; fifty others ate elsewhere."""
        table, other = a_spot(a_place("Quán Ốc")), a_spot(a_place("Quán Phở"))
        sick = [a_person(f"Nguyễn Văn {letter}").id for letter in "ABCDE"]
        for person_id in sick:
            a_case(person_id, days[3])
        add_visits(
            [Stay(who, table.id, 43_200 + n * 60, 47_000) for n, who in enumerate(sick)]
            + [Stay(700_000 + n, other.id, 43_200, 47_000) for n in range(150)],
            start=day_start(days[0]),
        )
        return days, table

    def test_the_table_is_named_with_counts_and_nobody(self, outbreak):
        days, table = outbreak
        found = suspected_venues(SYSTEM, first=days[3], last=days[3], now=moment_of(START + 4 * DAY_S))
        assert found.cases == 5
        [venue] = found.venues
        assert (venue.place_name, venue.spot_id, venue.cases, venue.visitors) == ("Quán Ốc", table.id, 5, 5)
        assert venue.since == day_start(days[0]).replace(hour=12)
        assert venue.false_share < 0.05

    def test_only_who_may_sees_it_and_it_is_in_the_trail(self, outbreak):
        days, _ = outbreak
        asked = {"first": days[3], "last": days[3], "now": moment_of(START + 4 * DAY_S)}
        with pytest.raises(Forbidden):
            suspected_venues(someone_as("ward_officer", ScopeKind.CITY), **asked)
        suspected_venues(someone_as("tracer", ScopeKind.CITY), **asked)
        assert TrailEntry.objects.filter(action="tracing.backward").count() == 1
