"""An office decides several tickets at once: each by the same rules as alone, and none keeps another back."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from antoan.domains.corrections import services
from antoan.domains.corrections.errors import TicketNotFound, TooManyAtOnce, WordsMissing
from antoan.domains.corrections.queries import ticket_for
from antoan.domains.corrections.values import Fault, Subject, TicketState
from antoan.domains.policy.services import publish_shipped
from antoan.domains.records.queries import records_of_person
from antoan.foundation.accounts.actor import SYSTEM
from tests.factories.areas import ward
from tests.factories.corrections import DOSE, REASON, a_ticket, officer
from tests.factories.people import a_person
from tests.factories.records import a_case

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def autumn_2021():
    with time_machine.travel(datetime(2021, 10, 20, 3, tzinfo=UTC), tick=False):
        publish_shipped(actor=SYSTEM)
        yield


@pytest.fixture
def home() -> int:
    return ward("26740").id


def tickets(home, *, claims=(DOSE, DOSE)):
    return [a_ticket(a_person(ward_id=home).id, claim=claim) for claim in claims]


def states(numbers) -> list[TicketState]:
    return [ticket_for(SYSTEM, number).state for number in numbers]


def test_several_are_granted_as_they_were_asked_and_the_records_follow(home):
    asked = tickets(home)
    numbers = [one.number for one in asked]
    decided = services.decide_several(actor=officer(home), numbers=numbers * 2, grants=True, words=REASON)
    assert [(one.number, one.error) for one in decided] == [(number, None) for number in numbers]
    assert states(numbers) == [TicketState.GRANTED] * 2
    assert [len(records_of_person(SYSTEM, one.person_id)) for one in asked] == [1, 1]


def test_one_that_cannot_be_decided_keeps_no_other_back(home):
    elsewhere = ward("25747").id
    ours, theirs = tickets(home, claims=[DOSE])[0], tickets(elsewhere, claims=[DOSE])[0]
    numbers = [theirs.number, ours.number]
    decided = services.decide_several(actor=officer(home), numbers=numbers, grants=False, words=REASON)
    assert [type(one.error) for one in decided] == [TicketNotFound, type(None)]
    assert states(numbers) == [TicketState.OPEN, TicketState.REFUSED]


def test_what_needs_two_people_alone_needs_them_among_several(home):
    person = a_person(ward_id=home)
    case = a_case(person.id, date(2021, 10, 18))
    ticket = a_ticket(person.id, Subject.INFECTION, Fault.NOT_MINE, record_id=case.id)
    (decided,) = services.decide_several(
        actor=officer(home), numbers=[ticket.number], grants=True, words=REASON
    )
    assert (decided.error, decided.ticket.state, decided.ticket.waits_for_second) == (
        None, TicketState.IN_REVIEW, True,
    )  # fmt: skip


def test_a_decision_without_a_reason_decides_nothing(home):
    (one,) = tickets(home, claims=[DOSE])
    (decided,) = services.decide_several(actor=officer(home), numbers=[one.number], grants=True, words=" ")
    assert isinstance(decided.error, WordsMissing)
    assert states([one.number]) == [TicketState.OPEN]


def test_no_more_are_decided_than_somebody_can_have_looked_at(home):
    with pytest.raises(TooManyAtOnce):
        services.decide_several(
            actor=officer(home), numbers=[str(number) for number in range(26)], grants=True, words=REASON
        )
