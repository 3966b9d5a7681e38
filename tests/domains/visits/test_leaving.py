"""People say later when they left."""

from datetime import UTC, datetime, timedelta

import pytest

from antoan.domains.visits.errors import LeftOutOfTime, VisitNotFound
from antoan.domains.visits.models import Visit
from antoan.domains.visits.queries import own_visits, visits_of_person
from antoan.domains.visits.services import open_days_around, tell_left
from antoan.domains.visits.values import ExitSource
from antoan.kit.clock import local_date
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.people import a_person, citizen
from tests.factories.places import an_equipped_place
from tests.factories.visits import a_family, a_gates_visit, went_in, went_out

pytestmark = pytest.mark.django_db

NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture
def market():
    open_days_around(local_date(NOON))
    return an_equipped_place()


def ids(*people) -> list:
    rows = Visit.objects.filter(person_id__in=[person.id for person in people])
    return list(rows.values_list("scan_id", flat=True))


def ends(person) -> list[tuple]:
    return list(Visit.objects.filter(person_id=person.id).values_list("t_out", "t_eff", "out_source"))


def test_a_family_says_when_it_left_and_the_end_is_no_estimate_any_more(market):
    actor, parent, child = a_family()
    went_in(actor, market.place.id, parent.id, child.id, now=NOON)
    left_at = NOON + 20 * MINUTE
    told = tell_left(actor=actor, visit_ids=ids(parent, child), left_at=left_at, now=NOON + 60 * MINUTE)
    assert told == 2
    assert ends(parent) == ends(child) == [(left_at, left_at, ExitSource.TOLD)]
    shown = visits_of_person(actor, child.id, since=NOON - MINUTE, until=NOON + MINUTE)
    assert [(one.end_is_estimated, one.is_told_later) for one in shown] == [(False, True)]


def test_saying_so_again_changes_nothing(market):
    actor, parent, _ = a_family()
    went_in(actor, market.place.id, now=NOON)
    for minutes, told in ((20, 1), (25, 0)):
        assert told == tell_left(
            actor=actor, visit_ids=ids(parent), left_at=NOON + minutes * MINUTE, now=NOON + 60 * MINUTE
        )
    assert ends(parent) == [(NOON + 20 * MINUTE, NOON + 20 * MINUTE, ExitSource.TOLD)]


def test_a_check_out_that_was_made_is_not_told_away(market):
    actor, parent, _ = a_family()
    went_in(actor, market.place.id, now=NOON)
    went_out(actor, market.place.id, now=NOON + 30 * MINUTE)
    visit = {"visit_ids": ids(parent), "left_at": NOON + MINUTE, "now": NOON + 60 * MINUTE}
    assert tell_left(actor=actor, **visit) == 0
    assert ends(parent) == [(NOON + 30 * MINUTE, NOON + 30 * MINUTE, ExitSource.SELF)]


def test_a_stay_that_a_gate_began_may_be_ended_by_telling(market):
    actor, parent, _ = a_family()
    a_gates_visit(parent.id, market, NOON)
    tell_left(actor=actor, visit_ids=ids(parent), left_at=NOON + MINUTE, now=NOON + 10 * MINUTE)
    assert ends(parent) == [(NOON + MINUTE, NOON + MINUTE, ExitSource.TOLD)]


def test_an_impossible_moment_is_refused_for_all(market):
    actor, parent, child = a_family()
    went_in(actor, market.place.id, parent.id, now=NOON)
    went_in(actor, market.place.id, child.id, now=NOON + 10 * MINUTE)
    visit = {"visit_ids": ids(parent, child), "left_at": NOON + 5 * MINUTE, "now": NOON + 60 * MINUTE}
    with pytest.raises(LeftOutOfTime):
        tell_left(actor=actor, **visit)
    assert ends(parent)[0][0] is None


def test_nobody_ends_a_strangers_stay(market):
    actor, parent, _ = a_family()
    went_in(actor, market.place.id, now=NOON)
    stranger = citizen(a_person("Lê Thị Lạ").id)
    for asked in (ids(parent), [uuid7()], []):
        with pytest.raises(VisitNotFound):
            tell_left(actor=stranger, visit_ids=asked, left_at=NOON + MINUTE, now=NOON + MINUTE)
    assert ends(parent)[0][0] is None


def test_a_visit_of_eight_days_ago_is_not_there_to_be_told(market):
    actor, parent, _ = a_family()
    went_in(actor, market.place.id, now=NOON)
    assert len(own_visits(actor, ids(parent), NOON + timedelta(days=7))) == 1
    with pytest.raises(VisitNotFound):
        own_visits(actor, ids(parent), NOON + timedelta(days=7, seconds=1))


def test_a_guardian_reads_a_childs_history_and_a_stranger_does_not(market):
    actor, _, child = a_family()
    went_in(actor, market.place.id, child.id, now=NOON)
    day = {"since": NOON - MINUTE, "until": NOON + MINUTE}
    assert len(visits_of_person(actor, child.id, **day)) == 1
    with pytest.raises(Forbidden):
        visits_of_person(citizen(a_person("Lê Thị Lạ").id), child.id, **day)
