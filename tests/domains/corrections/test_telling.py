"""People hear by SMS how their tickets go, without a word of what these are about."""

from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine

from antoan.domains.corrections import services
from antoan.domains.corrections.services.late import escalate_late
from antoan.domains.corrections.values import AppealState, NewAppeal
from antoan.domains.messaging.models import Message
from antoan.domains.people.services import add_dependant
from antoan.domains.policy.services import publish_shipped
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.events.outbox import deliver_waiting
from antoan.kit.clock import now
from tests.factories.corrections import REASON, a_ticket, city_health, clinic
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(datetime(2021, 10, 20, 3, tzinfo=UTC), tick=False) as travelled:
        publish_shipped(actor=SYSTEM)
        yield travelled


def told() -> list[tuple[str, str]]:
    """Deliver what waits, twice as the worker may, and return the templates and texts."""
    deliver_waiting()
    deliver_waiting()
    return [(row.template, row.text) for row in Message.objects.order_by("id")]


def templates() -> list[str]:
    return [template for template, _ in told()]


@pytest.fixture
def person():
    return a_person(phones=("0912345678",))


def test_a_ticket_is_told_of_when_it_is_opened_asked_about_and_refused(person):
    ticket = a_ticket(person.id)
    assert templates() == ["corrections.opened"]
    services.ask_for_more(actor=clinic(), number=ticket.number, words=REASON)
    assert templates() == ["corrections.opened", "corrections.asked"]
    services.refuse_ticket(actor=clinic(), number=ticket.number, words=REASON)
    assert templates()[-1] == "corrections.refused"
    for _, text in told():
        assert ticket.number in text
        assert "vac xin" not in text.lower()
        assert person.full_name not in text


def test_a_late_ticket_is_told_of_once(person, clock):
    ticket = a_ticket(person.id)
    clock.move_to(ticket.due_at)
    escalate_late(now=now())
    escalate_late(now=now())
    assert templates() == ["corrections.opened", "corrections.late"]


def test_nobody_without_a_phone_is_sent_anything():
    a_ticket(a_person(phones=()).id)
    assert told() == []


def test_a_child_is_told_of_at_the_number_of_its_guardian(person):
    child = a_person("Nguyễn Thị Bé", phones=())
    add_dependant(actor=SYSTEM, guardian_id=person.id, person_id=child.id, kinship="con")
    a_ticket(child.id)
    told()
    message = Message.objects.get()
    assert message.number == "+84912345678"
    assert message.person_id == child.id


def test_an_answered_appeal_is_told_of(person):
    appeal = services.open_appeal(actor=SYSTEM, appeal=NewAppeal(uuid4(), person.id, REASON))
    services.answer_appeal(
        actor=city_health(), number=appeal.number, outcome=AppealState.UPHELD, words=REASON
    )
    assert templates() == ["corrections.answered"]
