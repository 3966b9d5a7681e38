"""The simulated epidemic keeps to its own rules: tracing is measured by it, so it must not cheat."""

import json

import numpy as np
import pytest

from antoan.domains.tracing.values import DAY_S
from antoan.entrypoints.cli.city.chance import stream
from bench.epidemic import one_epidemic
from bench.epidemic_course import NEVER, courses
from bench.epidemic_figures import FILE, figures
from bench.epidemic_seen import check_ins, known_cases, seen
from bench.epidemic_spread import AT_HOME, ELSEWHERE, NOBODY, Epidemic, Infections, at_spots, epidemic
from bench.epidemic_town import Stays, Town

PEOPLE = 15_000
DAYS = 21
SEED = 3


@pytest.fixture(scope="module")
def town() -> Town:
    return Town(PEOPLE, DAYS, seed=SEED)


@pytest.fixture(scope="module")
def run(town) -> Epidemic:
    return epidemic(town)


def one_sick_person(town: Town, *, infected_at: int) -> Epidemic:
    """Return a town in which only person 0 is infected, and breathes out very much."""
    course = courses(PEOPLE, stream(SEED, "test"))
    course.emission[0], course.susceptible[1:] = 1_000, 1.0
    at = np.full(PEOPLE, NEVER)
    at[0] = infected_at
    return Epidemic(Infections(*(np.empty(0, np.int64),) * 4), course, at)


def met(*rows) -> Stays:
    """Return stays (person, spot, in, out) in order of spots, all at one table."""
    columns = [np.array(column) for column in zip(*sorted(rows, key=lambda row: row[1]), strict=True)]
    return Stays(*columns, np.zeros(len(rows), np.int64))


class TestTheTown:
    def test_nobody_is_at_two_places_at_once(self, town):
        day = town.day(2)
        order = np.lexsort((day.t_in, day.person))
        person, t_in, t_out = day.person[order], day.t_in[order], day.t_out[order]
        same = np.flatnonzero(np.diff(person) == 0)
        assert (t_out > t_in).all()
        assert (t_in[same + 1] > t_out[same]).all()

    def test_the_same_seed_is_the_same_day_and_another_is_another(self, town):
        again, other = Town(PEOPLE, DAYS, seed=SEED).day(3), Town(PEOPLE, DAYS, seed=SEED + 1).day(3)
        assert all((one == two).all() for one, two in zip(town.day(3), again, strict=True))
        assert len(other.person) != len(again.person)

    def test_people_work_where_they_always_work_and_hardly_on_sundays(self, town):
        monday, sunday = town.day(0), town.day(6)
        at_work = [(day.spot == town.people.work[day.person]).sum() for day in (monday, sunday)]
        assert at_work[0] > 0.4 * PEOPLE
        assert at_work[1] < 0.3 * at_work[0]


class TestTheEpidemic:
    def test_the_same_seed_is_the_same_epidemic(self, town, run):
        again = epidemic(Town(PEOPLE, DAYS, seed=SEED))
        assert all((one == two).all() for one, two in zip(run.infections, again.infections, strict=True))

    def test_it_spreads_at_spots_and_at_home(self, run):
        told = run.infections
        assert (told.spot >= 0).sum() > 50
        assert (told.spot == AT_HOME).sum() > 10
        assert ((told.spot == ELSEWHERE) == (told.infector == NOBODY)).all()

    def test_nobody_is_infected_twice(self, run):
        assert len(np.unique(run.infections.person)) == len(run.infections.person)

    def test_nobody_infects_before_being_infectious_nor_when_it_is_over(self, run):
        told = run.infections.take(np.flatnonzero(run.infections.infector != NOBODY))
        since = told.at - run.infected_at[told.infector]
        assert (since >= run.course.infectious_s[told.infector]).all()
        # Their air may outlast them by the hours of a stay.
        assert (since < run.course.over_s[told.infector] + DAY_S).all()

    def test_every_infection_at_a_spot_has_an_infector_who_was_there_before_the_other_left(self, town, run):
        told = run.infections.take(np.flatnonzero(run.infections.spot >= 0))
        days = [town.day(number) for number in range(DAYS)]
        every = Stays(*(np.concatenate(column) for column in zip(*days, strict=True)))
        for person, infector, spot, at in zip(*(column.tolist() for column in told), strict=True):
            here = (every.spot == spot) & (every.t_in <= at) & (every.t_in > at - DAY_S)
            assert (here & (every.person == person) & (every.t_out >= at)).any()
            beside = here & (every.person == infector)
            assert beside.any()
            room = every.room[here & (every.person == person) & (every.t_out >= at)]
            assert np.isin(every.room[beside], room).any()

    def test_every_infection_at_home_is_by_somebody_who_lives_there(self, town, run):
        told = run.infections.take(np.flatnonzero(run.infections.spot == AT_HOME))
        assert (town.people.household[told.person] == town.people.household[told.infector]).all()

    def test_whoever_was_found_goes_nowhere(self, run):
        told = run.infections.take(np.flatnonzero(run.infections.spot >= 0))
        assert (told.at < run.found_at[told.infector] + DAY_S).all()

    def test_few_infect_most(self, run):
        assert run.summary()["share_behind_80_percent"] < 0.3

    def test_some_are_never_found(self, run):
        found = run.course.found_s[run.infections.person] < NEVER
        assert 0.3 < found.mean() < 0.7

    def test_without_anybody_brought_in_nobody_falls_ill(self, monkeypatch):
        monkeypatch.setitem(figures().spread, "imports_first", 0)
        monkeypatch.setitem(figures().spread, "imports_a_day", 0)
        assert len(epidemic(Town(2_000, 5, seed=1)).infections.person) == 0


class TestAtASpot:
    """Person 0 infects by the air that others breathe, and nothing else."""

    @pytest.fixture(autouse=True)
    def all_rooms_alike(self, town, monkeypatch):
        one = np.ones(len(town.spots.kind))
        plain = town.spots._replace(
            volume_m3=100 * one, air_changes=2 * one, loudness=one, masked=0 * one, tables=one.astype(int)
        )
        monkeypatch.setattr(town, "spots", plain)

    @pytest.fixture
    def midnight(self, town) -> int:
        return int(town.day(9).t_in.min()) // DAY_S * DAY_S

    def infected(self, town, midnight, stays, *, infected_at=None) -> list[int]:
        days = courses(PEOPLE, stream(SEED, "test")).infectious_s[0]
        state = one_sick_person(
            town, infected_at=midnight - int(days) if infected_at is None else infected_at
        )
        moved = Stays(stays.person, stays.spot, stays.t_in + midnight, stays.t_out + midnight, stays.table)
        return at_spots(town, state, moved, stream(SEED, "test draws"), midnight).person.tolist()

    def test_who_sits_beside_is_infected(self, town, midnight):
        stays = met((0, 5, 30_000, 40_000), *((n, 5, 30_000, 40_000) for n in range(1, 40)))
        assert len(self.infected(town, midnight, stays)) > 30

    def test_who_is_elsewhere_or_left_before_is_not(self, town, midnight):
        stays = met(
            (0, 5, 30_000, 40_000),
            *((n, 6, 30_000, 40_000) for n in range(1, 200)),
            *((n, 5, 10_000, 30_000) for n in range(200, 400)),
        )
        assert self.infected(town, midnight, stays) == []

    def test_who_comes_soon_after_breathes_what_is_left_and_who_comes_late_hardly(self, town, midnight):
        soon = met((0, 5, 30_000, 40_000), *((n, 5, 40_300, 43_900) for n in range(1, 400)))
        late = met((0, 5, 30_000, 40_000), *((n, 5, 76_000, 79_600) for n in range(1, 400)))
        assert len(self.infected(town, midnight, soon)) > 10 * max(
            len(self.infected(town, midnight, late)), 1
        )

    def test_nobody_infects_before_the_first_infectious_moment(self, town, midnight):
        stays = met((0, 5, 30_000, 40_000), *((n, 5, 30_000, 40_000) for n in range(1, 400)))
        assert self.infected(town, midnight, stays, infected_at=midnight) == []

    def test_who_has_been_infected_is_not_infected_again(self, town, midnight):
        stays = met((0, 5, 30_000, 40_000), (0, 5, 41_000, 50_000))
        assert self.infected(town, midnight, stays) == []


class TestWhatIsSeen:
    def test_only_a_part_checks_in_and_nobody_after_being_found(self, town, run):
        log = check_ins(town, run)
        whole = sum(len(town.day(number).person) for number in range(DAYS))
        assert 0.4 < len(log.stays.person) / whole < 0.6
        assert (log.stays.t_in < run.found_at[log.stays.person]).all()

    @pytest.mark.parametrize("missing", [0.25, 0.75])
    def test_so_many_check_outs_are_missing(self, town, run, missing):
        sight = seen(town, check_ins(town, run), missing=missing)
        assert sight.is_missing.mean() == pytest.approx(missing, abs=0.01)

    def test_a_case_is_known_from_when_it_was_confirmed_and_infects_before(self, run):
        known = known_cases(run, since=0, until=int(NEVER) // 2)
        assert (np.diff(known.found_at) >= 0).all()
        assert (known.onset <= known.found_at).all()
        assert (known.onset % DAY_S == DAY_S - 7 * 3_600).all()  # The city's midnights.


def test_every_figure_has_a_mark_and_a_reason():
    document = json.loads(FILE.read_text("utf-8"))
    sections = [document[name] for name in ("course", "finding", "spread", "seeing")]
    told = [figure for section in sections for figure in section.values()] + [document["rooms"]]
    assert all(figure["mark"] in document["marks"] and figure["why"] for figure in told)


def test_our_score_tells_true_infections_better_than_any_overlap_does():
    found = one_epidemic(3, people=30_000, cases=100, missing=(50,))
    assert found["infected_listed_50"] > 0.3
    assert found["auc_any_50"] == found["case_auc_any_50"] == 0.5
    assert found["auc_score_50"] > 0.6
    assert found["case_auc_score_50"] > 0.6
    assert found["top5_score_50"] > 2 * found["top5_any_50"]
    assert found["interval_holds_50"] > 0.85
