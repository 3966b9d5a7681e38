"""A reception: who came, in which row, called where; no paper declaration."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from antoan.domains.declarations.errors import AnswersWrong
from antoan.domains.declarations.models import Declaration
from antoan.domains.declarations.values import Authorship, Channel, Verification
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.policy.services import publish_shipped
from antoan.domains.policy.values import Colour
from antoan.domains.reception import services
from antoan.domains.reception.errors import (
    DeclarationMissing,
    DeskNotFound,
    DeskUnreadable,
    NobodyPresented,
    NobodyWaits,
    TicketNotFound,
)
from antoan.domains.reception.models import Ticket
from antoan.domains.reception.queries import board_of, called_at, desk_for, desks_of, row_of
from antoan.domains.reception.rules import flow_of
from antoan.domains.reception.services.taking import Answers
from antoan.domains.reception.values import Flow, NewDesk, TicketState, Why
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.db.history import history
from antoan.kit import clock
from tests.factories.declarations import ALL_NO, FEVER, a_declaration
from tests.factories.people import a_person, citizen
from tests.factories.places import a_gate, a_spot
from tests.factories.reception import a_desk
from tests.factories.records import an_isolation
from tests.factories.units import a_place_of, a_unit, someone_as
from tests.factories.vaccination import code_of

pytestmark = pytest.mark.django_db
TODAY = date(2021, 10, 20)
STAFF = Authorship(channel=Channel.STAFF, verified_by=Verification.STAFF)


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel(datetime(2021, 10, 20, 2, tzinfo=UTC), tick=False) as traveller:
        publish_shipped(actor=SYSTEM)
        open_days_around(clock.today())
        yield traveller


@pytest.fixture
def unit():
    return a_unit("Bệnh viện")


@pytest.fixture
def gate(unit):
    return a_gate(a_spot(a_place_of(unit)))


@pytest.fixture
def desk(unit, gate):
    return a_desk(unit.id, gate.id)


@pytest.fixture
def clerk(unit):
    return someone_as("clinic_staff", ScopeKind.UNIT, unit.id)


def who_declared(answers=ALL_NO, **known):
    person = a_person(**known)
    a_declaration(person.id, answers, actor=citizen(person.id))
    return person


def taken_in(clerk, desk, person, **known):
    sent = {"ticket_id": uuid4()} | known
    return services.take_in(actor=clerk, desk_id=desk.id, code=code_of(person), **sent)


@pytest.mark.parametrize(
    ("colour", "is_risky", "way"),
    [
        (Colour.GREEN, False, (Flow.USUAL, Why.NOTHING)), (Colour.UNKNOWN, False, (Flow.USUAL, Why.NOTHING)),
        (Colour.BLACK, False, (Flow.USUAL, Why.NOTHING)), (Colour.GREEN, True, (Flow.APART, Why.RISKY_DECLARATION)),
        (Colour.RED, False, (Flow.APART, Why.RED)), (Colour.RED, True, (Flow.APART, Why.RED)),
    ],
)  # fmt: skip
def test_who_may_infect_others_goes_apart(colour, is_risky, way):
    assert flow_of(colour, is_risky=is_risky) == way


def test_who_declared_before_gets_a_number_by_one_scan_and_a_visit(clerk, desk, gate):
    person = who_declared()
    ticket = taken_in(clerk, desk, person)
    assert (ticket.spoken, ticket.flow, ticket.why, ticket.label) == (
        "A001",
        Flow.USUAL,
        Why.NOTHING,
        "N.V. An",
    )
    visit = Visit.objects.get()
    assert (visit.person_id, visit.gate_id, visit.scan_id) == (person.id, gate.id, ticket.id)


def test_who_comes_twice_keeps_the_number(clerk, desk):
    person = who_declared()
    assert taken_in(clerk, desk, person).id == taken_in(clerk, desk, person).id
    assert (Ticket.objects.count(), Visit.objects.count()) == (1, 1)


def test_a_page_sent_twice_gives_one_number_even_when_it_ended_meanwhile(clerk, desk):
    person, number = who_declared(), uuid4()
    taken_in(clerk, desk, person, ticket_id=number)
    services.call_next(actor=clerk, desk_id=desk.id, flow=Flow.USUAL)
    services.end_ticket(actor=clerk, desk_id=desk.id, ticket_id=number, day=TODAY, is_absent=False)
    assert taken_in(clerk, desk, person, ticket_id=number).state is TicketState.DONE
    assert taken_in(clerk, desk, person).spoken == "A002"


def test_an_old_page_sent_for_somebody_else_gives_them_a_number_of_their_own(clerk, desk):
    number = uuid4()
    tickets = [taken_in(clerk, desk, who_declared(), ticket_id=number) for _ in range(2)]
    assert [one.spoken for one in tickets] == ["A001", "A002"]


def test_an_unwatched_screen_gives_numbers_and_shows_no_list(unit, desk):
    screen = someone_as("reception_kiosk", ScopeKind.UNIT, unit.id)
    assert taken_in(screen, desk, who_declared()).spoken == "A001"
    assert board_of(screen, desk.id, TODAY) == []
    for look in (row_of, called_at):
        with pytest.raises(DeskNotFound):
            look(screen, desk.id, TODAY, *([Flow.USUAL] if look is row_of else []))
    with pytest.raises(DeskNotFound):
        services.call_next(actor=screen, desk_id=desk.id, flow=Flow.USUAL)


def test_a_risky_declaration_and_a_red_verdict_go_apart(clerk, desk):
    ill, isolated, well = who_declared(FEVER), who_declared(), who_declared()
    an_isolation(isolated.id, TODAY, TODAY + timedelta(days=7))
    tickets = [taken_in(clerk, desk, person) for person in (ill, isolated, well)]
    assert [(one.spoken, one.why) for one in tickets] == [
        ("B001", Why.RISKY_DECLARATION), ("B002", Why.RED), ("A001", Why.NOTHING),
    ]  # fmt: skip


def test_who_has_not_declared_is_asked_here(clerk, desk):
    person = a_person()
    with pytest.raises(DeclarationMissing):
        taken_in(clerk, desk, person)
    assert Ticket.objects.count() == 0


HOSPITAL_NO = {"reason": "care", "signs": False, "contact": False, "outbreakArea": False}


@pytest.mark.parametrize(("signs", "spoken"), [(False, "A001"), (True, "B001")])
def test_what_is_declared_here_decides_the_row_but_waits_for_the_persons_consent(clerk, desk, signs, spoken):
    person = a_person()
    given = HOSPITAL_NO | {"signs": signs} | ({"breath": False} if signs else {})
    declared = Answers(uuid4(), given, STAFF)
    assert taken_in(clerk, desk, person, declared=declared).spoken == spoken
    row = Declaration.objects.get()
    assert (row.person_id, row.confirmed_at, row.is_risky) == (person.id, None, signs)


def test_answers_that_do_not_fit_give_no_number(clerk, desk):
    with pytest.raises(AnswersWrong):
        taken_in(clerk, desk, a_person(), declared=Answers(uuid4(), {"signs": False}, STAFF))
    assert (Ticket.objects.count(), Declaration.objects.count()) == (0, 0)


def test_a_declaration_of_yesterday_is_no_longer_good(clerk, desk, morning):
    person = who_declared()
    morning.shift(timedelta(days=2))
    open_days_around(clock.today())
    with pytest.raises(DeclarationMissing):
        taken_in(clerk, desk, person)


def test_nobodys_code_is_nobody(clerk, desk):
    with pytest.raises(NobodyPresented):
        services.take_in(actor=clerk, desk_id=desk.id, ticket_id=uuid4(), code="7K2P-9QXM-C")


def test_numbers_are_called_in_their_row_and_to_their_room(clerk, desk):
    for answers in (ALL_NO, FEVER, ALL_NO):
        taken_in(clerk, desk, who_declared(answers))
    called = [
        services.call_next(actor=clerk, desk_id=desk.id, flow=flow)
        for flow in (Flow.USUAL, Flow.APART, Flow.USUAL)
    ]
    assert [(one.spoken, one.room) for one in called] == [
        ("A001", "Phòng 1"),
        ("B001", "Lều số 2"),
        ("A002", "Phòng 1"),
    ]
    with pytest.raises(NobodyWaits):
        services.call_next(actor=clerk, desk_id=desk.id, flow=Flow.USUAL)
    assert set(board_of(clerk, desk.id, TODAY)) == {
        ("A001", "Phòng 1"),
        ("B001", "Lều số 2"),
        ("A002", "Phòng 1"),
    }
    assert len(called_at(clerk, desk.id, TODAY)) == 3


def test_only_who_was_called_is_let_go(clerk, desk):
    ticket = taken_in(clerk, desk, who_declared())
    sent = {"actor": clerk, "desk_id": desk.id, "ticket_id": ticket.id, "day": TODAY, "is_absent": True}
    with pytest.raises(TicketNotFound):
        services.end_ticket(**sent)
    services.call_next(actor=clerk, desk_id=desk.id, flow=Flow.USUAL)
    services.end_ticket(**sent)
    services.end_ticket(**sent)
    assert Ticket.objects.get().state == TicketState.ABSENT


def test_numbers_begin_anew_each_day(clerk, desk, morning):
    taken_in(clerk, desk, who_declared())
    morning.shift(timedelta(days=1))
    open_days_around(clock.today())
    assert taken_in(clerk, desk, who_declared()).spoken == "A001"
    assert [one.spoken for one in row_of(clerk, desk.id, TODAY, Flow.USUAL)] == ["A001"]


def test_another_units_reception_is_as_one_that_does_not_exist(desk):
    stranger = someone_as("clinic_staff", ScopeKind.UNIT, a_unit("Khác").id)
    for number in (desk.id, 987654):
        with pytest.raises(DeskNotFound):
            desk_for(stranger, number, TODAY)
    assert desks_of(stranger) == []


@pytest.mark.parametrize("change", [{"room_apart": "Phòng 1"}, {"name": " "}, {"gate_id": 987654}])
def test_a_reception_has_two_rooms_and_a_gate_of_its_unit(unit, gate, clerk, change):
    fields = {"unit_id": unit.id, "gate_id": gate.id, "name": "Cổng", "room": "Phòng 1", "room_apart": "Lều"}
    with pytest.raises(DeskUnreadable):
        services.open_desk(actor=clerk, desk=NewDesk(**(fields | change)))


def test_another_units_gate_is_no_gate_of_ours(unit, clerk):
    foreign = a_gate(a_spot(a_place_of(a_unit("Khác"))))
    new = NewDesk(unit_id=unit.id, gate_id=foreign.id, name="Cổng", room="Phòng 1", room_apart="Lều")
    with pytest.raises(DeskUnreadable):
        services.open_desk(actor=clerk, desk=new)


def test_nothing_stays_of_who_is_erased(clerk, desk):
    person = who_declared()
    taken_in(clerk, desk, person)
    erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.OWN_REQUEST)
    assert not Ticket.objects.filter(person=person.id).exists()
    assert not history(Ticket).filter(person=person.id).exists()
