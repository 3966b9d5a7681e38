"""A granted correction changes the records and the colour in one transaction."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.corrections import services
from antoan.domains.corrections.errors import CorrectionImpossible, OwnTicket, TicketClosed, TicketNotFound
from antoan.domains.corrections.models import Ticket
from antoan.domains.corrections.queries import preview_of, ticket_for
from antoan.domains.corrections.queries.tickets import recorded
from antoan.domains.corrections.values import Fault, StepKind, Subject, TicketState
from antoan.domains.passes.queries import verdict_of
from antoan.domains.people.queries import identity_of
from antoan.domains.people.services import add_dependant
from antoan.domains.policy.services import publish_shipped
from antoan.domains.policy.values import Colour
from antoan.domains.records.errors import RecoveryImplausible
from antoan.domains.records.queries import records_of_person
from antoan.domains.records.values import RecordState, TestOutcome
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from tests.factories.areas import ward
from tests.factories.corrections import DOSE, REASON, a_ticket, city_health, clinic, officer
from tests.factories.people import a_person, citizen
from tests.factories.places import a_place
from tests.factories.records import a_case, a_dose, a_test, an_isolation
from tests.factories.visits import went_in

pytestmark = pytest.mark.django_db
NOW = datetime(2021, 10, 20, 3, tzinfo=UTC)


@pytest.fixture(autouse=True)
def autumn_2021():
    with time_machine.travel(NOW, tick=False):
        publish_shipped(actor=SYSTEM)
        yield


@pytest.fixture
def home() -> int:
    return ward("26740").id


@pytest.fixture
def an(home):
    return a_person(ward_id=home)


def colour(person) -> Colour:
    return verdict_of(SYSTEM, person.id, clock.now()).colour


def grant(ticket, actor, **more):
    return services.grant_ticket(actor=actor, number=ticket.number, words=REASON, **more)


def states(person, kind: str) -> list[RecordState]:
    return [record.state for record in records_of_person(SYSTEM, person.id) if record.kind == kind]


def test_a_missing_dose_turns_black_into_green_at_once(an, home):
    ticket = a_ticket(an.id, actor=citizen(an.id))
    assert colour(an) is Colour.BLACK
    seen = preview_of(officer(home), ticket.number, NOW)
    assert (seen.before.colour, seen.after.colour, seen.needs_second) == (Colour.BLACK, Colour.GREEN, False)
    granted = grant(ticket, officer(home))
    assert granted.state is TicketState.GRANTED
    assert colour(an) is Colour.GREEN
    [record] = records_of_person(SYSTEM, an.id)
    assert (record.source, record.reference, record.state) == (
        "correction", ticket.number, RecordState.VERIFIED,
    )  # fmt: skip


def test_a_dose_thirteen_days_old_is_previewed_as_it_will_be(an, home):
    claim = {**DOSE, "given_on": "2021-10-07"}
    ticket = a_ticket(an.id, claim=claim)
    assert preview_of(officer(home), ticket.number, NOW).after.colour is Colour.BLACK
    grant(ticket, officer(home))
    assert colour(an) is Colour.BLACK


@pytest.mark.parametrize("given_on", ["2021-10-05", "2021-10-06", "2021-10-07"])
def test_the_preview_is_what_comes_true(an, home, given_on):
    ticket = a_ticket(an.id, claim={**DOSE, "given_on": given_on})
    promised = preview_of(officer(home), ticket.number, NOW).after.colour
    grant(ticket, officer(home))
    assert colour(an) is promised


def test_the_office_mends_a_slip_of_the_claim(an, home):
    ticket = a_ticket(an.id, claim={**DOSE, "given_on": "2021-01-09"})
    grant(ticket, officer(home), claim={**DOSE, "given_on": "2021-09-01"})
    assert [record.on for record in records_of_person(SYSTEM, an.id)] == [date(2021, 9, 1)]
    assert ticket_for(SYSTEM, ticket.number).claim["given_on"] == "2021-09-01"


def test_a_wrong_dose_is_struck_out_and_the_right_one_recorded(an, home):
    wrong = a_dose(an.id, date(2021, 9, 10), "astrazeneca")
    ticket = a_ticket(an.id, Subject.VACCINATION, Fault.WRONG, record_id=wrong.id, claim=DOSE)
    grant(ticket, clinic())
    assert sorted(states(an, "vaccination")) == [RecordState.ANNULLED, RecordState.VERIFIED]


def test_a_dose_with_a_doubt_counts_because_somebody_vouches(an, home):
    a_dose(an.id, date(2021, 8, 25), "astrazeneca")
    ticket = a_ticket(an.id)  # Seven days after another: kept apart without a voucher.
    grant(ticket, officer(home))
    assert set(states(an, "vaccination")) == {RecordState.VERIFIED}


@pytest.mark.parametrize(
    "claim", [{"given_on": "2021-12-01"}, {"product": "nước muối"}, {"given_on": "1980-01-01"}]
)
def test_what_cannot_be_is_not_granted_and_nothing_changes(an, home, claim):
    ticket = a_ticket(an.id, claim={**DOSE, **claim})
    with pytest.raises(CorrectionImpossible):
        grant(ticket, officer(home))
    assert records_of_person(SYSTEM, an.id) == []
    assert ticket_for(SYSTEM, ticket.number).state is TicketState.OPEN


def test_a_dose_of_somebody_else_goes_and_the_colour_with_it(an, home):
    dose = a_dose(an.id, date(2021, 9, 1))
    assert colour(an) is Colour.GREEN
    grant(a_ticket(an.id, Subject.VACCINATION, Fault.NOT_MINE, record_id=dose.id), officer(home))
    assert colour(an) is Colour.BLACK


def test_a_wrong_case_ends_when_two_people_agree(an, home):
    a_dose(an.id, date(2021, 9, 1))
    case = a_case(an.id, date(2021, 10, 18))
    ticket = a_ticket(an.id, Subject.INFECTION, Fault.NOT_MINE, record_id=case.id, actor=citizen(an.id))
    assert colour(an) is Colour.RED
    assert preview_of(officer(home), ticket.number, NOW).needs_second
    first = grant(ticket, officer(home, 21))
    assert (first.state, first.waits_for_second) == (TicketState.IN_REVIEW, True)
    again = grant(ticket, officer(home, 21))
    assert (again.state, colour(an)) == (TicketState.IN_REVIEW, Colour.RED)
    second = grant(ticket, officer(home, 22))
    assert (second.state, colour(an)) == (TicketState.GRANTED, Colour.GREEN)
    kinds = [step.kind for step in ticket_for(SYSTEM, ticket.number).steps]
    assert kinds == [StepKind.OPENED, StepKind.PROPOSED, StepKind.GRANTED]


def test_a_wrong_case_falls_with_the_test_behind_it(an, home):
    a_test(an.id, datetime(2021, 10, 18, 1, tzinfo=UTC), TestOutcome.POSITIVE)
    [case] = [record for record in records_of_person(SYSTEM, an.id) if record.kind == "infection"]
    ticket = a_ticket(an.id, Subject.INFECTION, Fault.NOT_MINE, record_id=case.id)
    grant(ticket, officer(home, 21))
    grant(ticket, officer(home, 22))
    assert states(an, "infection") == states(an, "test_result") == [RecordState.ANNULLED]


def test_a_positive_test_behind_a_case_does_not_go_by_one_person(an, home):
    test = a_test(an.id, datetime(2021, 10, 18, 1, tzinfo=UTC), TestOutcome.POSITIVE)
    ticket = a_ticket(an.id, Subject.TEST, Fault.NOT_MINE, record_id=test.id)
    assert grant(ticket, clinic()).waits_for_second
    assert colour(an) is Colour.RED


def test_one_person_makes_nobody_red(an, home):
    a_dose(an.id, date(2021, 9, 1))
    claim = {"kind": "pcr", "outcome": "positive", "sampled_at": "2021-10-19T08:00:00+07:00"}
    ticket = a_ticket(an.id, Subject.TEST, Fault.MISSING, claim=claim)
    seen = preview_of(officer(home), ticket.number, NOW)
    assert (seen.before.colour, seen.after.colour, seen.needs_second) == (Colour.GREEN, Colour.RED, True)
    grant(ticket, officer(home, 21))
    assert colour(an) is Colour.GREEN
    grant(ticket, officer(home, 22))
    assert colour(an) is Colour.RED


def test_two_who_agree_on_different_things_do_not_agree(an, home):
    claim = {"kind": "pcr", "outcome": "positive", "sampled_at": "2021-10-19T08:00:00+07:00"}
    other = {**claim, "sampled_at": "2021-10-18T08:00:00+07:00"}
    ticket = a_ticket(an.id, Subject.TEST, Fault.MISSING, claim=claim)
    grant(ticket, officer(home, 21))
    assert grant(ticket, officer(home, 22), claim=other).state is TicketState.IN_REVIEW
    assert grant(ticket, officer(home, 21), claim=other).state is TicketState.GRANTED


def test_a_question_takes_the_first_agreement_back(an, home):
    case = a_case(an.id, date(2021, 10, 18))
    ticket = a_ticket(an.id, Subject.INFECTION, Fault.NOT_MINE, record_id=case.id, actor=citizen(an.id))
    grant(ticket, officer(home, 21))
    services.ask_for_more(actor=officer(home, 22), number=ticket.number, words=REASON)
    services.answer_question(actor=citizen(an.id), number=ticket.number, words=REASON)
    assert grant(ticket, officer(home, 22)).waits_for_second


def test_a_recovery_missing_from_an_open_case_ends_it(an, home):
    case = a_case(an.id, date(2021, 9, 20))
    claim = {
        "confirmed_on": "2021-09-20",
        "recovered_on": "2021-10-05",
        "proof": "discharge",
        "reference": "7",
    }
    ticket = a_ticket(an.id, Subject.RECOVERY, Fault.MISSING, record_id=case.id, claim=claim)
    assert (colour(an), preview_of(officer(home), ticket.number, NOW).after.colour) == (
        Colour.RED, Colour.GREEN,
    )  # fmt: skip
    grant(ticket, officer(home))
    assert colour(an) is Colour.GREEN


def test_a_recovery_of_a_case_nobody_recorded_is_recorded_with_it(an, home):
    claim = {"confirmed_on": "2021-09-01", "recovered_on": "2021-09-20", "proof": "home_care_confirmed"}
    ticket = a_ticket(an.id, Subject.RECOVERY, Fault.MISSING, claim=claim)
    assert preview_of(officer(home), ticket.number, NOW).after.colour is Colour.GREEN
    grant(ticket, officer(home))
    assert colour(an) is Colour.GREEN


def test_a_recovery_before_the_seventh_day_is_refused_by_the_records(an, home):
    claim = {"confirmed_on": "2021-10-01", "recovered_on": "2021-10-07", "proof": "discharge"}
    ticket = a_ticket(an.id, Subject.RECOVERY, Fault.MISSING, claim=claim)
    with pytest.raises(RecoveryImplausible):
        grant(ticket, officer(home))
    assert records_of_person(SYSTEM, an.id) == []


def test_a_wrong_recovery_day_is_recorded_anew(an, home):
    from antoan.domains.records.services import record_recovery
    from antoan.domains.records.values import RecoveryProof

    case = a_case(an.id, date(2021, 1, 1))
    record_recovery(
        actor=SYSTEM, infection_id=case.id, recovered_on=date(2021, 2, 1), proof=RecoveryProof.DISCHARGE
    )
    claim = {"confirmed_on": "2021-09-01", "recovered_on": "2021-09-20", "proof": "discharge"}
    ticket = a_ticket(an.id, Subject.RECOVERY, Fault.WRONG, record_id=case.id, claim=claim)
    assert colour(an) is Colour.BLACK
    seen = preview_of(officer(home), ticket.number, NOW)
    assert (seen.after.colour, seen.needs_second) == (Colour.GREEN, False)
    grant(ticket, officer(home))
    assert colour(an) is Colour.GREEN


def test_an_isolation_with_a_wrong_end_is_ordered_anew(an, home):
    a_dose(an.id, date(2021, 9, 1))
    order = an_isolation(an.id, date(2021, 10, 1), date(2021, 10, 25))
    claim = {"kind": "contact", "starts_on": "2021-10-01", "ends_on": "2021-10-14"}
    ticket = a_ticket(an.id, Subject.ISOLATION, Fault.WRONG, record_id=order.id, claim=claim)
    assert colour(an) is Colour.RED
    grant(ticket, officer(home))
    assert colour(an) is Colour.GREEN


def test_a_wrong_name_and_birth_date_are_changed(an, home):
    claim = {"full_name": "Nguyễn Văn Ấn", "birth": "02/03/1991"}
    grant(a_ticket(an.id, Subject.IDENTITY, Fault.WRONG, claim=claim), officer(home))
    person = identity_of(SYSTEM, an.id)
    assert (person.full_name, person.birth.on) == ("Nguyễn Văn Ấn", date(1991, 3, 2))


def test_granting_twice_is_granting_once(an, home):
    ticket = a_ticket(an.id)
    assert grant(ticket, officer(home)) == grant(ticket, officer(home))
    assert len(records_of_person(SYSTEM, an.id)) == 1
    with pytest.raises(TicketClosed):
        services.refuse_ticket(actor=officer(home), number=ticket.number, words=REASON)


def test_nobody_decides_for_themselves_their_family_or_what_they_asked(an, home):
    child = a_person("Nguyễn Thị Con", date(2015, 1, 1), ward_id=home)
    add_dependant(actor=SYSTEM, guardian_id=an.id, person_id=child.id, kinship="con")
    ward_officer = officer(home)
    me = type(ward_officer)(account_id=21, label="", person_id=an.id, grants=ward_officer.grants)
    for ticket, actor in (
        (a_ticket(an.id), me),
        (a_ticket(child.id), me),
        (a_ticket(an.id, actor=ward_officer), ward_officer),
    ):
        for decide in (services.grant_ticket, services.refuse_ticket, services.ask_for_more):
            with pytest.raises(OwnTicket):
                decide(actor=actor, number=ticket.number, words=REASON)


def test_an_office_decides_its_own_subjects_in_its_own_wards_only(an, home):
    case = a_case(an.id, date(2021, 10, 18))
    dose = a_ticket(an.id, actor=citizen(an.id))
    wrong_case = a_ticket(an.id, Subject.INFECTION, Fault.NOT_MINE, record_id=case.id)
    elsewhere = officer(ward("25747").id)
    for ticket, actor in (
        (dose, elsewhere), (wrong_case, clinic()), (dose, city_health()), (dose, citizen(an.id)),
        (dose, citizen(a_person("Lê Thị Bé", ward_id=home).id)),
    ):  # fmt: skip
        with pytest.raises(TicketNotFound):
            grant(ticket, actor)
        with pytest.raises(TicketNotFound):
            preview_of(actor, ticket.number, NOW)
    assert Ticket.objects.filter(state="open").count() == 2


def test_every_decision_stands_in_the_trail(an, home):
    ticket = a_ticket(an.id)
    grant(ticket, officer(home))
    entry = TrailEntry.objects.get(action="corrections.granted")
    assert (entry.actor_account_id, entry.person_id, entry.object_id) == (21, an.id, ticket.number)


def test_a_visit_that_never_was_goes_and_the_trail_keeps_that_it_did(an, home):
    open_days_around(clock.local_date(NOW))
    market = a_place()
    went_in(citizen(an.id), market.id, now=NOW - timedelta(hours=3))
    went_in(citizen(an.id), market.id, now=NOW - timedelta(hours=1))
    wrong = recorded(SYSTEM, an.id, Subject.VISIT)[1]
    assert (wrong.source, wrong.details["place"]) == ("self", market.name)
    ticket = a_ticket(an.id, Subject.VISIT, Fault.NOT_MINE, record_id=wrong.id, claim={})
    assert grant(ticket, officer(home)).state is TicketState.GRANTED
    assert list(Visit.objects.values_list("t_in", flat=True)) == [NOW - timedelta(hours=1)]
    assert TrailEntry.objects.filter(action="visits.remove", person_id=an.id).count() == 1
