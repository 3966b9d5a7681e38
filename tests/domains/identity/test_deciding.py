"""A desk decides whether two entries are one person; everything of the dropped one is kept."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from antoan.domains.codes.queries import code_in_force
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.declarations.models import Declaration
from antoan.domains.identity import services
from antoan.domains.identity.errors import CaseClosed, CaseNotFound, OwnCase, PaperNotSeen
from antoan.domains.identity.models import Registration
from antoan.domains.identity.queries import case_for, case_queue, registration_of
from antoan.domains.identity.values import CaseState
from antoan.domains.messaging.models import Message
from antoan.domains.passes.queries.storage import stored_passes
from antoan.domains.people import queries
from antoan.domains.people.heads import head_of
from antoan.domains.people.matching import Confidence
from antoan.domains.people.models import Erasure, Person
from antoan.domains.people.queries.persons import person_view
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import Birth, ErasureGround
from antoan.domains.visits.models import Visit
from antoan.domains.visits.services import open_days_around
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.scopes import CITY, ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock, spoken
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.declarations import a_declaration
from tests.factories.identity import NUMBER, a_new_person, a_verified_phone, registered
from tests.factories.people import a_cccd, a_person, citizen
from tests.factories.places import an_equipped_place
from tests.factories.records import a_dose
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
BORN = date(1990, 5, 17)
OLD_NUMBER = "0987654321"


@pytest.fixture(autouse=True)
def travelled():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def known():
    """Somebody whom a clinic vaccinated under another number."""
    person = a_person("Nguyễn Văn An", BORN, phones=(OLD_NUMBER,), ward_id=ward("26743").id)
    a_dose(person.id, date(2026, 9, 1))
    return person


@pytest.fixture
def fresh(known):
    """The same, or somebody who says so, registered anew."""
    person = a_new_person("Nguyen Van An", Birth(BORN), known.documents[0], ward_id=ward().id)
    return registered(a_verified_phone(), person).person_id


@pytest.fixture
def number(fresh):
    return Registration.objects.get(person=fresh).number


def helper(account_id=61, ward_id=None):
    return someone_as("helper", ScopeKind.AREA, ward_id or ward().id, account_id=account_id)


def same(number, person, actor=None, **more):
    services.decide_same(
        actor=actor or helper(), number=number, person_id=person.id, **{"saw_paper": True} | more
    )


def told():
    """Return what was sent after registering, by template and number."""
    before = ("identity.code", "identity.registered")
    return [(row.template, row.number) for row in Message.objects.exclude(template__in=before).order_by("id")]


def templates():
    return [template for template, _ in told()]


def test_the_desk_sees_both_descriptions_and_what_agrees(known, fresh, number):
    case = case_for(helper(), number)
    assert (case.person.id, case.confidence, case.contested) == (fresh, Confidence.CERTAIN, True)
    [one] = case.resembling
    assert (one.person.id, one.match.name, one.match.birth, one.match.same_document) == (
        known.id, "without_marks", "same", True,
    )  # fmt: skip


def test_looking_at_a_case_is_told_to_both(known, fresh, number):
    case_for(helper(), number)
    seen = TrailEntry.objects.filter(action="identity.case").values_list("person_id", flat=True)
    assert set(seen) == {known.id, fresh}


def test_only_the_desk_of_the_ward_sees_a_case(fresh, number):
    assert [line.number for line in case_queue(helper())[0]] == [number]
    elsewhere = helper(ward_id=ward("25747").id)
    assert case_queue(elsewhere) == ([], "")
    for actor in (elsewhere, STRANGER, citizen(fresh), someone_as("clinic_staff", ScopeKind.CITY)):
        for ask in (case_for, lambda actor, n: services.ask_for_paper(actor=actor, number=n)):
            with pytest.raises(CaseNotFound):
                ask(actor, number)
    with pytest.raises(CaseNotFound):
        case_for(helper(), spoken.new())


def test_nobody_is_on_the_list_who_resembles_nobody():
    registered(a_verified_phone(), a_new_person("Quách Văn Đơn", ward_id=ward().id))
    assert case_queue(SYSTEM) == ([], "")


def test_two_entries_become_one_only_when_the_paper_was_seen(known, fresh, number):
    with pytest.raises(PaperNotSeen):
        same(number, known, saw_paper=False)
    assert Person.objects.filter(pk=fresh).exists()


def test_the_same_person_keeps_the_old_records_and_the_new_number(known, fresh, number):
    same(number, known)
    person = person_view(known.id)
    assert not Person.objects.filter(pk=fresh).exists()
    assert set(person.phones) == {"+84987654321", "+84912345678"}
    assert person.documents == known.documents
    assert stored_passes([known.id])[known.id].doses_valid == 1
    assert fresh not in stored_passes([fresh])
    state = registration_of(citizen(known.id), known.id)
    assert state.state is CaseState.SAME
    assert Erasure.objects.get().ground == ErasureGround.REGISTERED_TWICE


def test_what_was_done_under_the_dropped_entry_is_the_kept_ones(known, fresh, number):
    code = issue_personal_code(actor=SYSTEM, subject=head_of(person_view(fresh)))
    open_days_around(clock.today())
    place = an_equipped_place()
    for who in (fresh, known.id):
        Visit.objects.create(
            person_id=who, t_in=NOON, t_eff=NOON + timedelta(minutes=30), received_at=NOON, spot_id=place.spot.id,
            gate_id=place.gate.id, policy_id=None, rule=0, colour=1, source=1, scan_id=uuid7(),
        )  # fmt: skip
    Visit.objects.create(
        person_id=fresh, t_in=NOON - timedelta(hours=1), t_eff=NOON, received_at=NOON, spot_id=place.spot.id,
        gate_id=place.gate.id, policy_id=None, rule=0, colour=1, source=1, scan_id=uuid7(),
    )  # fmt: skip
    a_declaration(fresh, actor=citizen(fresh), at=NOON)
    a_dose(fresh, date(2026, 10, 1), dose_number=2)
    child = a_person("Nguyễn Văn Con", date(2015, 1, 1))
    from antoan.domains.people.services import add_dependant

    add_dependant(actor=SYSTEM, guardian_id=fresh, person_id=child.id, kinship="con")
    same(number, known)
    assert set(Visit.objects.values_list("person_id", "t_in")) == {
        (known.id, NOON), (known.id, NOON - timedelta(hours=1)),
    }  # fmt: skip
    assert Declaration.objects.get().person_id == known.id
    assert stored_passes([known.id])[known.id].doses_valid == 2
    assert [link.person_id for link in queries.dependants_of(SYSTEM, known.id)] == [child.id]
    qid = code.text.split("|")[4]
    assert code_in_force(actor=SYSTEM, qid=qid, scope=CITY, today=clock.today()) is None


def test_the_account_of_the_dropped_entry_ends_and_the_number_opens_the_kept_one(known, fresh, number):
    check = a_verified_phone()
    account = services.prove_person(check_id=check, person_id=fresh, answer="17/5")
    same(number, known)
    assert not Account.objects.filter(pk=account.pk).exists()
    assert services.prove_person(check_id=check, person_id=known.id, answer="").person_id == known.id


def test_both_numbers_hear_of_the_merger_and_the_old_one_is_warned(known, fresh, number):
    same(number, known)
    assert told() == [("identity.case_same", "+84912345678"), ("identity.linked", "+84987654321")]
    assert not any("Nguyen" in row.text for row in Message.objects.all())


def test_a_desk_cannot_merge_with_just_anybody(number):
    with pytest.raises(CaseNotFound):
        same(number, a_person("Người Ngoài"))


def test_different_people_stay_two_and_the_paper_with_its_first_holder(known, fresh, number):
    services.decide_different(actor=helper(), number=number, gets_papers=False, saw_paper=False)
    assert person_view(fresh).documents == ()
    assert person_view(known.id).documents == known.documents
    assert templates() == ["identity.case_different"]
    with pytest.raises(CaseClosed):
        services.decide_different(actor=helper(), number=number, gets_papers=False, saw_paper=False)
    with pytest.raises(CaseClosed):
        same(number, known)


def test_a_paper_that_was_registered_for_the_wrong_one_goes_to_whom_it_belongs(known, fresh, number):
    with pytest.raises(PaperNotSeen):
        services.decide_different(actor=helper(), number=number, gets_papers=True, saw_paper=False)
    services.decide_different(actor=helper(), number=number, gets_papers=True, saw_paper=True)
    assert queries.person_id_by_document(known.documents[0]) == fresh
    assert person_view(known.id).documents == ()
    assert TrailEntry.objects.get(action="identity.paper.lost").person_id == known.id


def test_a_person_is_asked_to_bring_the_paper_and_told_until_when(fresh, number, travelled):
    services.ask_for_paper(actor=helper(), number=number)
    services.ask_for_paper(actor=helper(), number=number)
    assert templates() == ["identity.case_asked"]
    assert "29/11/2026" in Message.objects.get(template="identity.case_asked").text
    state = registration_of(citizen(fresh), fresh)
    assert (state.state, state.due_at) == (CaseState.ASKED, clock.day_end(date(2026, 11, 29)))
    services.settle_due(now=state.due_at)
    assert registration_of(citizen(fresh), fresh).state is CaseState.LAPSED
    with pytest.raises(CaseClosed):
        services.ask_for_paper(actor=helper(), number=number)


def test_nobody_decides_about_themselves(known, fresh, number):
    from dataclasses import replace

    oneself = replace(helper(), person_id=fresh)
    with pytest.raises(OwnCase):
        same(number, known, actor=oneself)


def test_a_decision_is_in_the_trail_with_who_made_it(known, number):
    same(number, known, actor=helper(77))
    entry = TrailEntry.objects.get(action="people.person.merge")
    assert (entry.actor_account_id, entry.person_id) == (77, known.id)
    assert TrailEntry.objects.get(action="identity.case.same").actor_account_id == 77


def test_a_case_settles_when_the_one_it_resembled_is_erased(known, fresh, number):
    erase_person(actor=SYSTEM, person_id=known.id, ground=ErasureGround.OWN_REQUEST)
    row = Registration.objects.get()
    assert (row.state, row.confidence) == (CaseState.SETTLED, Confidence.NONE)
    assert queries.person_id_by_document(known.documents[0]) == fresh


def test_the_queue_is_by_deadline_and_a_page_at_a_time(known, monkeypatch):
    monkeypatch.setattr("antoan.domains.identity.queries.cases.PAGE_CASES_MAX", 2)
    for last in range(5):
        registered(
            a_verified_phone(f"091234561{last}"),
            a_new_person("Nguyễn Văn An", Birth(BORN), known.documents[0]),
        )
    seen, after = [], ""
    while True:
        lines, after = case_queue(SYSTEM, after=after)
        seen += [line.number for line in lines]
        if not after:
            break
    assert len(seen) == len(set(seen)) == 5


def test_nothing_of_an_erased_person_stays_in_this_domain(known, fresh, number):
    from tests.domains.people.test_erasing import rows_about, where_found

    services.prove_person(check_id=a_verified_phone(), person_id=fresh, answer="17/5")
    services.print_activation(actor=SYSTEM, paper=known.documents[0], birth=known.birth)
    paper = a_cccd()
    services.add_to_family(
        actor=citizen(fresh), addition_id=uuid4(), person=a_new_person("Canary Mẹ", Birth(date(1950, 1, 2)), paper),
        kinship="mother",
    )  # fmt: skip
    from antoan.foundation.db.sealed import blind_index

    index = blind_index("phone", "+84" + NUMBER[1:]).hex()
    assert "identity_phonecheck" in where_found(index)
    erase_person(actor=SYSTEM, person_id=fresh, ground=ErasureGround.OWN_REQUEST)
    assert where_found(index) <= {"messaging_message", "audit_trailentry"}
    assert rows_about(fresh) <= {"people_erasure", "audit_trailentry"}
