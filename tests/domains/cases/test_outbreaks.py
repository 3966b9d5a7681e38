"""An outbreak gathers cases day by day, and is closed only after enough whole days without a new one."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from antoan.domains.cases.diseases import closing_on
from antoan.domains.cases.errors import OutbreakClosed, OutbreakNotFound, OutbreakTooEarly, OutbreakUnreadable
from antoan.domains.cases.models import CaseFile, Outbreak
from antoan.domains.cases.queries.outbreaks import days_of, outbreak, outbreak_list
from antoan.domains.cases.rules import closes_from
from antoan.domains.cases.services.outbreaks import close_outbreak, link_case, open_outbreak
from antoan.domains.cases.values import DayCount, NewOutbreak
from antoan.domains.records.services import annul_record
from antoan.domains.records.values import RecordKind
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.clock import CITY_ZONE
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.people import a_person
from tests.factories.records import a_case
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 10, 10, 5, tzinfo=UTC)
BEGAN = date(2026, 10, 5)


@pytest.fixture(autouse=True)
def october():
    with time_machine.travel(NOON, tick=False) as travelled:
        yield travelled


def an_outbreak(**known):
    new = {
        "id": uuid4(),
        "name": "Chợ Bến Nghé",
        "ward_id": ward("26740").id,
        "where": "Nhà lồng",
        "began_on": BEGAN,
    }
    return open_outbreak(actor=known.pop("actor", SYSTEM), new=NewOutbreak(**new | known))


def a_case_in(outbreak_id, on: date) -> CaseFile:
    person = a_person(ward_id=ward("26740").id)
    a_case(person.id, on)
    row = CaseFile.objects.get(person=person.id)
    link_case(actor=SYSTEM, file_id=row.pk, outbreak_id=outbreak_id)
    return row


def test_sent_twice_it_is_opened_once():
    known = uuid4()
    assert an_outbreak(id=known) == an_outbreak(id=known)
    assert Outbreak.objects.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"name": "  "}, {"where": ""}, {"began_on": date(2026, 10, 11)}, {"name": "x" * 121}, {"risk_factors": "x" * 501}]
)  # fmt: skip
def test_what_is_missing_or_in_the_future_is_refused(wrong):
    with pytest.raises(OutbreakUnreadable):
        an_outbreak(**wrong)


def test_an_officer_opens_none_elsewhere_and_sees_none_of_elsewhere():
    officer = someone_as("ward_officer", ScopeKind.AREA, ward("25747").id)
    with pytest.raises(Forbidden):
        an_outbreak(actor=officer)
    hidden = an_outbreak()
    assert outbreak_list(officer, clock.today()) == []
    with pytest.raises(OutbreakNotFound):
        outbreak(officer, hidden.id, clock.today())


def test_days_are_counted_with_those_without_a_case_and_without_what_never_was():
    opened = an_outbreak()
    for on in (date(2026, 10, 6), date(2026, 10, 6), date(2026, 10, 9)):
        a_case_in(opened.id, on)
    wrong = a_case_in(opened.id, date(2026, 10, 8))
    annul_record(actor=SYSTEM, kind=RecordKind.INFECTION, record_id=wrong.infection_id, because="Nhầm người")
    assert days_of(SYSTEM, opened.id, clock.today()) == [
        DayCount(date(2026, 10, 5), 0, 0), DayCount(date(2026, 10, 6), 2, 2), DayCount(date(2026, 10, 7), 0, 2),
        DayCount(date(2026, 10, 8), 0, 2), DayCount(date(2026, 10, 9), 1, 3), DayCount(date(2026, 10, 10), 0, 3),
    ]  # fmt: skip
    view = outbreak(SYSTEM, opened.id, clock.today())
    assert (view.cases, view.last_case_on, view.closes_from) == (3, date(2026, 10, 9), date(2026, 11, 7))


def test_it_closes_from_local_midnight_after_the_last_whole_day(october):
    opened = an_outbreak()
    a_case_in(opened.id, date(2026, 10, 9))
    assert closing_on(clock.today()).days == 28
    october.move_to(datetime(2026, 11, 6, 23, 59, 59, tzinfo=CITY_ZONE))
    with pytest.raises(OutbreakTooEarly):
        close_outbreak(actor=SYSTEM, outbreak_id=opened.id)
    october.move_to(datetime(2026, 11, 7, tzinfo=CITY_ZONE))
    for _twice in range(2):
        assert close_outbreak(actor=SYSTEM, outbreak_id=opened.id).ended_on == date(2026, 11, 7)
    assert outbreak_list(SYSTEM, clock.today()) == []
    assert [one.id for one in outbreak_list(SYSTEM, clock.today(), with_closed=True)] == [opened.id]


def test_without_a_case_the_days_count_from_its_beginning():
    rule = closing_on(BEGAN)
    assert closes_from(began_on=BEGAN, last_case_on=None, rule=rule) == BEGAN + timedelta(days=29)


def test_a_closed_outbreak_takes_and_gives_no_case(october):
    opened = an_outbreak()
    inside = a_case_in(opened.id, date(2026, 10, 9))
    october.shift(timedelta(days=40))
    close_outbreak(actor=SYSTEM, outbreak_id=opened.id)
    with pytest.raises(OutbreakClosed):
        link_case(actor=SYSTEM, file_id=inside.pk, outbreak_id=None)
    with pytest.raises(OutbreakClosed):
        a_case_in(opened.id, clock.today())
