"""Tickets are opened once, bounded, followed, taken back and escalated; strangers see nothing."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from antoan.domains.corrections import services
from antoan.domains.corrections.errors import (
    AlreadyAsked,
    AppealClosed,
    AppealNotFound,
    AppealOpenAlready,
    CorrectionMissing,
    NothingAsked,
    NothingToAppeal,
    TicketClosed,
    TicketNotFound,
    TicketTaken,
    TicketUnreadable,
    TooManyTickets,
    TooManyTicketsToday,
    WordsMissing,
    WordsTooLong,
)
from antoan.domains.corrections.models import Appeal, Step, Ticket
from antoan.domains.corrections.queries import appeal_queue, ticket_for, ticket_queue, tickets_of_person
from antoan.domains.corrections.services.late import escalate_late, withdraw_unanswered
from antoan.domains.corrections.values import AppealState, Fault, NewAppeal, Opener, Subject, TicketState
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.services import add_dependant, erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.policy.services import publish_shipped
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.db.history import history
from antoan.foundation.files.models import StoredFile
from antoan.kit.clock import CITY_ZONE
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.corrections import REASON, a_ticket, city_health, clinic, officer
from tests.factories.people import a_person, citizen
from tests.factories.pictures import a_picture
from tests.factories.records import a_case, a_dose
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
# A Wednesday: two working days end with Friday 22 October, ten with 3 November.
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)
REPLY_DUE, DUE = datetime(2021, 10, 23, tzinfo=CITY_ZONE), datetime(2021, 11, 4, tzinfo=CITY_ZONE)


@pytest.fixture(autouse=True)
def clock(settings, tmp_path):
    settings.DATA = tmp_path
    with time_machine.travel(NOW, tick=False) as travelled:
        publish_shipped(actor=SYSTEM)
        yield travelled


@pytest.fixture
def home() -> int:
    return ward("26740").id


@pytest.fixture
def an(home):
    return a_person(ward_id=home)


def state(ticket) -> TicketState:
    return ticket_for(SYSTEM, ticket.number).state


def test_a_ticket_knows_its_owner_and_its_deadlines(an, home):
    ticket = a_ticket(an.id, actor=citizen(an.id))
    assert (ticket.state, ticket.opener, ticket.authority, ticket.ward_id) == (
        TicketState.OPEN, Opener.SELF, "vaccination", home,
    )  # fmt: skip
    assert (ticket.reply_due_at, ticket.due_at) == (REPLY_DUE, DUE)
    assert len(ticket.number) == 7


def test_who_opens_is_the_person_a_guardian_or_a_helper(an, home):
    child = a_person("Nguyễn Thị Con", date(2015, 1, 1), ward_id=home)
    add_dependant(actor=SYSTEM, guardian_id=an.id, person_id=child.id, kinship="con")
    helper = someone_as("helper", ScopeKind.AREA, home, account_id=77)
    assert a_ticket(child.id, actor=citizen(an.id)).opener is Opener.GUARDIAN
    opened = a_ticket(an.id, actor=helper)
    assert opened.opener is Opener.HELPER
    assert ticket_for(helper, opened.number).number == opened.number
    assert ticket_for(citizen(an.id), opened.number).number == opened.number
    with pytest.raises(Forbidden):
        tickets_of_person(helper, an.id)


def test_sent_twice_is_opened_once(an):
    key = uuid4()
    assert a_ticket(an.id, actor=citizen(an.id), id=key) == a_ticket(an.id, actor=citizen(an.id), id=key)
    assert (Ticket.objects.count(), Step.objects.count()) == (1, 1)


def test_another_ticket_of_the_same_id_is_refused(an, home):
    key = uuid4()
    a_ticket(an.id, actor=citizen(an.id), id=key)
    other = a_person("Lê Thị Bé", ward_id=home)
    with pytest.raises(TicketTaken):
        a_ticket(other.id, id=key)
    with pytest.raises(TicketTaken):
        a_ticket(
            an.id, Subject.IDENTITY, Fault.WRONG, claim={"address": "1 Lê Lợi"}, actor=citizen(an.id), id=key
        )


def test_a_person_has_five_open_tickets_at_most(an):
    tickets = [a_ticket(an.id) for _ in range(5)]
    with pytest.raises(TooManyTickets):
        a_ticket(an.id)
    services.withdraw_ticket(actor=SYSTEM, number=tickets[0].number)
    a_ticket(an.id)


def test_a_person_opens_ten_a_day_at_most_until_local_midnight(an, clock):
    for _ in range(10):
        services.withdraw_ticket(actor=SYSTEM, number=a_ticket(an.id).number)
    with pytest.raises(TooManyTicketsToday):
        a_ticket(an.id)
    clock.move_to(datetime(2021, 10, 20, 16, 59, 59, tzinfo=UTC))
    with pytest.raises(TooManyTicketsToday):
        a_ticket(an.id)
    clock.move_to(datetime(2021, 10, 20, 17, tzinfo=UTC))
    a_ticket(an.id)


def test_one_record_is_contested_once_at_a_time(an):
    dose = a_dose(an.id, date(2021, 9, 1))
    first = a_ticket(an.id, Subject.VACCINATION, Fault.NOT_MINE, record_id=dose.id)
    with pytest.raises(AlreadyAsked) as refused:
        a_ticket(an.id, Subject.VACCINATION, Fault.NOT_MINE, record_id=dose.id)
    assert refused.value.context == {"number": first.number}


def test_only_ones_own_record_can_be_contested(an, home):
    other = a_person("Lê Thị Bé", ward_id=home)
    case = a_case(other.id, date(2021, 10, 18))
    for record in (case.id, 987654, "x", ""):
        with pytest.raises(TicketUnreadable):
            a_ticket(an.id, Subject.INFECTION, Fault.NOT_MINE, record_id=record)
    with pytest.raises(TicketUnreadable):
        a_ticket(an.id, record_id=5)  # What is missing has no number.


def test_words_are_bounded(an):
    a_ticket(an.id, words="x" * 1_000)
    with pytest.raises(WordsTooLong):
        a_ticket(an.id, words="x" * 1_001)


def test_strangers_find_neither_the_ticket_nor_the_person(an, home):
    ticket = a_ticket(an.id, actor=citizen(an.id))
    stranger = citizen(a_person("Lê Thị Bé", ward_id=home).id)
    for number in (ticket.number, "0000000", "?"):
        with pytest.raises(TicketNotFound):
            ticket_for(stranger, number)
        with pytest.raises(TicketNotFound):
            services.withdraw_ticket(actor=stranger, number=number)
        with pytest.raises(TicketNotFound):
            services.answer_question(actor=stranger, number=number, words=REASON)
    with pytest.raises(PersonNotFound):
        a_ticket(an.id, actor=stranger)
    with pytest.raises(PersonNotFound):
        tickets_of_person(stranger, an.id)
    with pytest.raises(TicketNotFound):  # The office does not take back what the person asked.
        services.withdraw_ticket(actor=officer(home), number=ticket.number)


def test_the_way_of_a_ticket(an, home):
    me, office = citizen(an.id), officer(home)
    ticket = a_ticket(an.id, actor=me)
    with pytest.raises(NothingAsked):
        services.answer_question(actor=me, number=ticket.number, words=REASON)
    assert services.take_ticket(actor=office, number=ticket.number) == services.take_ticket(
        actor=office, number=ticket.number
    )
    with pytest.raises(WordsMissing):
        services.ask_for_more(actor=office, number=ticket.number, words="sao?")
    services.ask_for_more(actor=office, number=ticket.number, words="Xin gửi ảnh rõ hơn.")
    assert state(ticket) is TicketState.NEEDS_MORE
    services.answer_question(actor=me, number=ticket.number, words="Đây là ảnh rõ hơn.")
    with pytest.raises(NothingAsked):
        services.answer_question(actor=me, number=ticket.number, words="Đây là ảnh rõ hơn.")
    with pytest.raises(WordsMissing):
        services.refuse_ticket(actor=office, number=ticket.number, words=" không ")
    services.refuse_ticket(actor=office, number=ticket.number, words="Sổ gốc không có mũi này.")
    refused = services.refuse_ticket(actor=office, number=ticket.number, words="Sổ gốc không có mũi này.")
    assert refused.state is TicketState.REFUSED
    for change in (
        lambda: services.withdraw_ticket(actor=me, number=ticket.number),
        lambda: services.answer_question(actor=me, number=ticket.number, words=REASON),
        lambda: services.ask_for_more(actor=office, number=ticket.number, words=REASON),
        lambda: services.grant_ticket(actor=office, number=ticket.number, words=REASON),
        lambda: services.take_ticket(actor=office, number=ticket.number),
    ):
        with pytest.raises(TicketClosed):
            change()
    kinds = [step.kind.value for step in ticket_for(me, ticket.number).steps]
    assert kinds == ["opened", "taken", "asked", "answered", "refused"]


def test_taking_back_twice_is_once(an):
    ticket = a_ticket(an.id, actor=citizen(an.id))
    first = services.withdraw_ticket(actor=citizen(an.id), number=ticket.number)
    assert first == services.withdraw_ticket(actor=citizen(an.id), number=ticket.number)
    assert state(ticket) is TicketState.WITHDRAWN


def test_photos_are_the_senders_and_stay_once_the_office_may_look(an, home):
    me, key, photo = citizen(an.id), uuid4(), uuid4()
    sent = {"ticket_id": key, "person_id": an.id, "file_id": photo, "raw": a_picture()}
    assert services.add_evidence(actor=me, **sent) == services.add_evidence(actor=me, **sent)
    other = citizen(a_person("Lê Thị Bé", ward_id=home).id)
    services.remove_evidence(
        actor=type(other)(account_id=99, label="", person_id=other.person_id, grants=other.grants),
        ticket_id=key, person_id=other.person_id, file_id=photo,
    )  # fmt: skip
    assert StoredFile.objects.count() == 1
    a_ticket(an.id, actor=me, id=key)
    assert StoredFile.objects.get().attached_at is not None
    with pytest.raises(TicketClosed):
        services.remove_evidence(actor=me, ticket_id=key, person_id=an.id, file_id=photo)
    services.add_evidence(actor=me, **(sent | {"file_id": uuid4()}))
    services.withdraw_ticket(actor=me, number=Ticket.objects.get().number)
    with pytest.raises(TicketClosed):
        services.add_evidence(actor=me, **(sent | {"file_id": uuid4()}))
    with pytest.raises(TicketNotFound):
        services.add_evidence(actor=other, **(sent | {"person_id": other.person_id, "file_id": uuid4()}))


def test_a_ticket_nobody_took_up_goes_a_level_up_once_at_local_midnight(an):
    ticket = a_ticket(an.id)
    assert escalate_late(now=REPLY_DUE - timedelta(microseconds=1)) == 0
    assert escalate_late(now=REPLY_DUE) == 1
    assert escalate_late(now=DUE) == 0
    view = ticket_for(SYSTEM, ticket.number)
    assert (view.escalated_at, view.state, view.steps[-1].kind) == (REPLY_DUE, TicketState.OPEN, "escalated")
    assert [one.number for one in ticket_queue(city_health()).tickets] == [ticket.number]


def test_a_ticket_under_way_is_late_at_the_end_of_the_tenth_working_day(an, home):
    ticket = a_ticket(an.id)
    services.take_ticket(actor=officer(home), number=ticket.number)
    assert escalate_late(now=DUE - timedelta(microseconds=1)) == 0
    assert ticket_queue(city_health()).tickets == ()
    assert escalate_late(now=DUE) == 1


def test_a_ticket_that_waits_for_the_person_is_not_late(an, home, clock):
    ticket = a_ticket(an.id, actor=citizen(an.id))
    services.ask_for_more(actor=officer(home), number=ticket.number, words=REASON)
    assert escalate_late(now=DUE) == 0
    clock.move_to(datetime(2021, 10, 22, 3, tzinfo=UTC))
    services.answer_question(actor=citizen(an.id), number=ticket.number, words=REASON)
    assert ticket_for(SYSTEM, ticket.number).due_at == datetime(2021, 11, 6, tzinfo=CITY_ZONE)


def test_a_question_nobody_answers_ends_the_ticket_after_thirty_days(an, home):
    ticket = a_ticket(an.id)
    services.ask_for_more(actor=officer(home), number=ticket.number, words=REASON)
    end = NOW + timedelta(days=30)
    assert withdraw_unanswered(now=end - timedelta(microseconds=1)) == 0
    assert withdraw_unanswered(now=end) == 1
    assert state(ticket) is TicketState.WITHDRAWN


def test_the_queue_holds_what_the_office_decides_where_it_decides(an, home):
    dose = a_ticket(an.id)
    name = a_ticket(an.id, Subject.IDENTITY, Fault.WRONG, claim={"address": "1 Lê Lợi"})
    homeless = a_ticket(a_person("Lê Thị Bé").id)

    def numbers_of(actor, **asked) -> set[str]:
        return {ticket.number for ticket in ticket_queue(actor, **asked).tickets}

    assert numbers_of(officer(home)) == {dose.number, name.number}
    assert numbers_of(officer(ward("25747").id)) == set()
    assert numbers_of(clinic()) == {dose.number, homeless.number}
    assert numbers_of(officer(home), subject=Subject.IDENTITY) == {name.number}
    assert numbers_of(officer(home), state=TicketState.GRANTED) == set()
    assert numbers_of(citizen(an.id)) == numbers_of(city_health()) == set()
    for mark in ("x", "|", "2021-10-20|AAAAAAA", "2021-10-20T00:00:00+07:00|AAAAAAA"):
        assert len(ticket_queue(officer(home), after=mark).tickets) == 2


def test_an_appeal_keeps_the_verdict_as_it_was(an, home):
    me = citizen(an.id)
    appeal = services.open_appeal(actor=me, appeal=NewAppeal(key := uuid4(), an.id, REASON))
    assert services.open_appeal(actor=me, appeal=NewAppeal(key, an.id, REASON)) == appeal
    a_dose(an.id, date(2021, 9, 1))
    kept = Appeal.objects.get().verdict
    assert (kept["colour"], kept["policy"], bool(kept["facts"])) == ("black", "hcm-2021-10-01", True)
    assert appeal.due_at == NOW + timedelta(hours=24)
    with pytest.raises(AppealOpenAlready):
        services.open_appeal(actor=me, appeal=NewAppeal(uuid4(), an.id, REASON))


def test_an_appeal_is_answered_once_by_somebody_else(an, home):
    me, health = citizen(an.id), city_health()
    appeal = services.open_appeal(actor=me, appeal=NewAppeal(uuid4(), an.id, REASON))
    answer = {"number": appeal.number, "outcome": AppealState.UPHELD, "words": REASON}
    for actor in (me, officer(home), clinic(), citizen(a_person("Lê Thị Bé", ward_id=home).id)):
        with pytest.raises(AppealNotFound):
            services.answer_appeal(actor=actor, **answer)
    assert services.answer_appeal(actor=health, **answer) == services.answer_appeal(actor=health, **answer)
    with pytest.raises(AppealClosed):
        services.answer_appeal(actor=health, **(answer | {"outcome": AppealState.CHANGED}))
    assert appeal_queue(health) == ([], {})
    a_dose(an.id, date(2021, 9, 1))
    with pytest.raises(NothingToAppeal):
        services.open_appeal(actor=me, appeal=NewAppeal(uuid4(), an.id, REASON))


def test_a_change_names_a_correction_granted_since_to_the_same_person(an, home, clock):
    before, other = a_ticket(an.id), a_ticket(a_person("Lê Thị Bé", ward_id=home).id)
    refused = a_ticket(an.id)
    for ticket in (before, other):
        services.grant_ticket(
            actor=officer(home), number=ticket.number, words=REASON,
            claim={"product": "comirnaty", "given_on": "2021-10-19", "dose_number": 1},
        )  # fmt: skip
    services.refuse_ticket(actor=officer(home), number=refused.number, words=REASON)
    clock.shift(timedelta(hours=1))
    appeal = services.open_appeal(actor=citizen(an.id), appeal=NewAppeal(uuid4(), an.id, REASON))
    change = {"number": appeal.number, "outcome": AppealState.CHANGED, "words": REASON}
    for number in ("", "?", before.number, other.number, refused.number):
        with pytest.raises(CorrectionMissing):
            services.answer_appeal(actor=city_health(), correction_number=number, **change)
    led_to = a_ticket(an.id)
    services.grant_ticket(actor=officer(home), number=led_to.number, words=REASON)
    answered = services.answer_appeal(actor=city_health(), correction_number=led_to.number, **change)
    assert (answered.state, answered.correction_number) == (AppealState.CHANGED, led_to.number)


def test_a_late_appeal_is_marked_once(an):
    appeal = services.open_appeal(actor=SYSTEM, appeal=NewAppeal(uuid4(), an.id, REASON))
    assert escalate_late(now=appeal.due_at - timedelta(microseconds=1)) == 0
    assert escalate_late(now=appeal.due_at) == 1
    assert escalate_late(now=appeal.due_at) == 0


@pytest.mark.django_db(transaction=True)
def test_nothing_is_left_of_an_erased_person(an, home, tmp_path):
    me, key = citizen(an.id), uuid4()
    services.add_evidence(actor=me, ticket_id=key, person_id=an.id, file_id=uuid4(), raw=a_picture())
    a_ticket(an.id, actor=me, id=key, words="Số điện thoại của tôi là 0912345678")
    services.open_appeal(actor=me, appeal=NewAppeal(uuid4(), an.id, REASON))
    erase_person(actor=SYSTEM, person_id=an.id, ground=ErasureGround.OWN_REQUEST)
    left = [
        Ticket.objects,
        Step.objects,
        Appeal.objects,
        StoredFile.objects,
        history(Ticket),
        history(Appeal),
    ]
    assert [rows.count() for rows in left] == [0] * 6
    assert list((tmp_path / "files").glob("*/*")) == []
