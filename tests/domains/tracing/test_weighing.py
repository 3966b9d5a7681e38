"""Contacts with their scores, and how far missing check-outs leave them open."""

from datetime import date, timedelta

import numpy as np
import pytest

from antoan.domains.places.values import PlaceKind
from antoan.domains.tracing.columns import Columns
from antoan.domains.tracing.engines.engine import Cases
from antoan.domains.tracing.engines.online import OnlineEngine
from antoan.domains.tracing.engines.sweep import SweepEngine
from antoan.domains.tracing.models import Room
from antoan.domains.tracing.parameters import scorings
from antoan.domains.tracing.queries.weighing import traced
from antoan.domains.tracing.rules.weighing import WeighedContacts
from antoan.domains.tracing.sealing.reading import day_in_memory
from antoan.domains.tracing.values import day_bounds
from tests.factories.places import a_place, a_spot

pytestmark = pytest.mark.django_db

SCORING = scorings()[0]
START = day_bounds(date(2031, 3, 1))[0]
HOUR = 3600
CASE, OTHER, THIRD = 1, 2, 3


def met(stays, *, onset=START, until=2 * 24 * HOUR) -> WeighedContacts:
    """Trace person 1; a stay is (person, spot, in, out, whether nobody checked out)."""
    person, spot, t_in, t_eff, estimated = (np.array(column) for column in zip(*stays, strict=True))
    columns = Columns(
        *(part.astype(np.int32) for part in (person, spot, t_in + START, t_eff + START)),
        estimated.astype(bool),
    )
    engine = OnlineEngine([SweepEngine([day_in_memory(columns)])])
    cases = Cases.of([CASE], [START], [START + until])
    return traced(engine, cases=cases, onset=np.array([onset]), scoring=SCORING).contacts


def spot_of(kind: PlaceKind) -> int:
    return a_spot(a_place(kind.value, kind)).id


@pytest.fixture
def office() -> int:
    return spot_of(PlaceKind.OFFICE)


def test_seconds_follow_the_definition_and_the_score_the_physics(office):
    contacts = met([(CASE, office, 9 * HOUR, 10 * HOUR, 0), (OTHER, office, 9 * HOUR, 11 * HOUR, 0)])
    assert contacts.seconds.tolist() == [HOUR + 900]
    assert contacts.meetings.tolist() == [1]
    assert contacts.score[0] == pytest.approx(62, abs=4)
    assert contacts.low.tolist() == contacts.high.tolist() == contacts.score.tolist()
    assert contacts.estimated.tolist() == [0]


def test_meetings_of_one_contact_add_up(office):
    bus = spot_of(PlaceKind.BUS)
    contacts = met(
        [
            (CASE, office, 9 * HOUR, 10 * HOUR, 0),
            (CASE, bus, 12 * HOUR, 13 * HOUR, 0),
            (OTHER, office, 9 * HOUR, 10 * HOUR, 0),
            (OTHER, bus, 12 * HOUR, 13 * HOUR, 0),
            (THIRD, bus, 12 * HOUR, 13 * HOUR, 0),
        ]
    )
    assert contacts.person.tolist() == [OTHER, THIRD]
    assert contacts.meetings.tolist() == [2, 1]
    assert contacts.first_at.tolist() == [START + 9 * HOUR, START + 12 * HOUR]
    assert contacts.last_at.tolist() == [START + 13 * HOUR] * 2
    assert contacts.score[0] > contacts.score[1]
    assert START + 9 * HOUR < contacts.mid_at[0] < START + 13 * HOUR


def test_the_kind_of_place_and_what_is_known_of_the_room_count(office):
    meal = spot_of(PlaceKind.RESTAURANT)

    def hour_at(spot: int) -> float:
        return float(
            met([(CASE, spot, 9 * HOUR, 10 * HOUR, 0), (OTHER, spot, 9 * HOUR, 10 * HOUR, 0)]).score[0]
        )

    assert hour_at(meal) == pytest.approx(1.8 * hour_at(office))
    before = hour_at(office)
    Room.objects.create(spot_id=office, area_m2=12, ventilation="closed")
    assert hour_at(office) > 2 * before


def test_a_spot_nobody_knows_any_more_still_counts():
    contacts = met([(CASE, 987_654, 9 * HOUR, 10 * HOUR, 0), (OTHER, 987_654, 9 * HOUR, 10 * HOUR, 0)])
    assert contacts.score[0] > 50


def test_days_before_the_case_was_infectious_count_nothing(office):
    late = START + int(timedelta(days=30).total_seconds())
    stays = [(CASE, office, 9 * HOUR, 10 * HOUR, 0), (OTHER, office, 9 * HOUR, 10 * HOUR, 0)]
    contacts = met(stays, onset=late)
    assert (contacts.seconds.tolist(), contacts.score.tolist()) == ([HOUR], [0.0])


class TestBounds:
    """Who did not check out stayed between two moments, and the exposure lies between two scores."""

    def test_both_lie_around_the_likely_score(self, office):
        contacts = met([(CASE, office, 9 * HOUR, 17 * HOUR, 0), (OTHER, office, 9 * HOUR, 12 * HOUR, 1)])
        assert contacts.low[0] < contacts.score[0] < contacts.high[0]
        assert contacts.estimated.tolist() == [1]

    def test_the_next_entry_of_the_contact_bounds_the_stay(self, office):
        elsewhere = spot_of(PlaceKind.SHOP)
        contacts = met(
            [
                (CASE, office, 9 * HOUR, 17 * HOUR, 0),
                (OTHER, office, 9 * HOUR, 12 * HOUR, 1),
                (OTHER, elsewhere, 9 * HOUR + 600, 10 * HOUR, 0),
            ]
        )
        assert contacts.seconds.tolist() == [3 * HOUR]  # The definition keeps the usual stay …
        assert contacts.high[0] < 11  # … the score knows better.

    def test_the_cases_own_missing_check_out_leaves_everybody_open(self, office):
        contacts = met([(CASE, office, 9 * HOUR, 10 * HOUR, 1), (OTHER, office, 9 * HOUR, 17 * HOUR, 0)])
        assert contacts.low[0] < contacts.score[0] < contacts.high[0]

    def test_two_missing_check_outs_are_not_enough_data(self, office):
        one = met([(CASE, office, 9 * HOUR, 17 * HOUR, 0), (OTHER, office, 9 * HOUR, 12 * HOUR, 1)])
        both = met([(CASE, office, 9 * HOUR, 17 * HOUR, 1), (OTHER, office, 9 * HOUR, 12 * HOUR, 1)])
        assert (one.lacking.tolist(), both.lacking.tolist()) == ([0], [1])

    def test_one_missing_check_out_is_not_enough_at_a_spot_nobody_knows_any_more(self):
        contacts = met([(CASE, 987_654, 9 * HOUR, 17 * HOUR, 0), (OTHER, 987_654, 9 * HOUR, 12 * HOUR, 1)])
        assert (contacts.estimated.tolist(), contacts.lacking.tolist()) == ([1], [1])

    def test_what_lacks_is_a_share_of_the_score(self, office):
        morning = [(CASE, office, 8 * HOUR, 9 * HOUR, 0), (OTHER, office, 8 * HOUR, 9 * HOUR, 0)]
        evening = [(CASE, office, 18 * HOUR, 19 * HOUR, 1), (OTHER, office, 18 * HOUR, 19 * HOUR, 1)]
        contacts = met([*morning, *evening])
        assert contacts.meetings.tolist() == [2]
        assert 0 < contacts.lacking[0] < 1
        assert contacts.lacking[0] == pytest.approx(contacts.estimated[0])

    def test_observed_stays_of_others_make_them_narrow(self, office):
        others = [(100 + n, office, n * 60, n * 60 + 3 * HOUR, 0) for n in range(60)]
        stays = [(CASE, office, 9 * HOUR, 17 * HOUR, 0), (OTHER, office, 9 * HOUR, 12 * HOUR, 1), *others]
        contacts = met(stays)
        where = contacts.person.tolist().index(OTHER)
        assert contacts.high[where] - contacts.low[where] < 1


def test_nobody_met_is_no_contact(office):
    contacts = met([(CASE, office, 9 * HOUR, 10 * HOUR, 0), (OTHER, office, 12 * HOUR, 13 * HOUR, 0)])
    assert len(contacts) == 0
