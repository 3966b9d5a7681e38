"""Whom people act for: a child at once, a grown-up once they agree (lessons L16, L23b)."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from antoan.domains.identity import services
from antoan.domains.identity.errors import (
    FamilyFull,
    InvitationGone,
    OwnCase,
    TieNotFound,
    TooManyInvitations,
)
from antoan.domains.identity.models import Invitation, Registration
from antoan.domains.identity.queries import asked_by, family_of
from antoan.domains.identity.rules.family import adult_from, is_adult
from antoan.domains.identity.values import InvitationState, Kinship
from antoan.domains.messaging.models import Message
from antoan.domains.people import queries
from antoan.domains.people.errors import DependantImpossible, PersonNotFound
from antoan.domains.people.models import Person
from antoan.domains.people.queries.persons import person_view
from antoan.domains.people.services import add_dependant, add_phone, change_person
from antoan.domains.people.values import Birth, Gender, PersonChange
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.identity import NUMBER, a_new_person, sent_link
from tests.factories.people import a_cccd, a_person, citizen
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
CHILD = Birth(date(2015, 5, 5))
MOTHER = Birth(date(1950, 1, 2))
MOTHERS_NUMBER = "0987654321"


@pytest.fixture(autouse=True)
def travelled():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def guardian():
    """Somebody who proved a number."""
    person = a_person("Trần Thị Mai", date(1980, 12, 31), ward_id=ward().id)
    add_phone(actor=SYSTEM, person_id=person.id, number=NUMBER, verified_at=NOON)
    return citizen(person.id)


def add(guardian, person, kinship=Kinship.CHILD, addition=None):
    return services.add_to_family(
        actor=guardian, addition_id=addition or uuid4(), person=person, kinship=kinship
    )


def a_child(name="Nguyễn Văn Nam", *papers):
    return a_new_person(name, CHILD, *papers, ward_id=ward().id)


def a_mother(name="Lê Thị Hoa", *papers, **known):
    return a_new_person(name, MOTHER, *papers, gender=Gender.FEMALE, ward_id=ward().id, **known)


def test_a_child_is_registered_and_acted_for_at_once(guardian):
    added = add(guardian, a_child())
    assert queries.answers_for(guardian, added.person_id)
    [tie] = family_of(guardian).ties
    assert (tie.full_name, tie.kinship, tie.is_adult) == ("Nguyễn Văn Nam", "con", False)


def test_a_child_known_by_the_guardians_number_is_found_again(guardian):
    known = a_person("Nguyễn Văn Nam", CHILD.on, phones=(NUMBER,), documents=())
    assert add(guardian, a_child()).person_id == known.id
    assert Person.objects.count() == 2


def test_knowing_a_child_of_others_does_not_open_its_entry(guardian):
    known = a_person("Nguyễn Văn Nam", CHILD.on, phones=(MOTHERS_NUMBER,), documents=())
    added = add(guardian, a_child())
    assert added.person_id != known.id
    assert not queries.answers_for(guardian, known.id)
    assert Registration.objects.get().resemblances.get().person_id == known.id


def test_the_same_form_twice_is_one_child(guardian):
    form = uuid4()
    assert add(guardian, a_child(), addition=form) == add(guardian, a_child(), addition=form)
    assert len(family_of(guardian).ties) == 1


def test_nobody_adds_themselves(guardian):
    own = person_view(guardian.person_id)
    with pytest.raises(DependantImpossible):
        add(guardian, a_new_person(own.full_name, own.birth, *own.documents))


def test_a_grown_up_is_asked_at_their_own_number_and_acted_for_once_they_agree(guardian):
    added = add(guardian, a_mother(phones=(MOTHERS_NUMBER,)), Kinship.MOTHER)
    assert added.person_id is None
    row = Invitation.objects.get()
    assert not queries.answers_for(guardian, row.person_id)
    message = Message.objects.get(template="identity.invitation")
    assert message.number == "+84987654321"
    assert "T.T.M. sinh 1980" in message.text
    asked = asked_by(sent_link(row.person_id), clock.now())
    assert (asked.guardian_label, asked.guardian_birth_year, asked.kinship) == (
        "T.T. Mai",
        1980,
        Kinship.MOTHER,
    )
    services.answer_invitation(token=sent_link(row.person_id), agrees=True)
    assert queries.answers_for(guardian, row.person_id)
    assert [tie.kinship for tie in family_of(guardian).ties] == ["mẹ"]
    assert Message.objects.filter(template="identity.agreed", number__isnull=False).count() == 1


def test_who_is_there_already_is_asked_where_they_are_known_and_the_guardian_sees_no_difference(guardian):
    known = a_person("Lê Thị Hoa", MOTHER.on, phones=(MOTHERS_NUMBER,), gender=Gender.FEMALE)
    add(guardian, a_mother("Le Thi Hoa", known.documents[0], phones=("0900000000",)), Kinship.MOTHER)
    assert Invitation.objects.get().person_id == known.id
    assert [row.number for row in Message.objects.all()] == ["+84987654321"], (
        "never a number the guardian typed"
    )
    [waiting] = family_of(guardian).waiting
    assert waiting.called == "Le Thi Hoa", "the guardian reads only what they wrote"


def test_the_answers_to_a_known_and_an_unknown_grown_up_are_the_same(guardian):
    known = a_person("Lê Thị Hoa", MOTHER.on, phones=(MOTHERS_NUMBER,), gender=Gender.FEMALE)
    add(guardian, a_mother("Lê Thị Hoa", known.documents[0], phones=(MOTHERS_NUMBER,)), Kinship.MOTHER)
    add(
        guardian,
        a_mother("Phạm Thị Không Ai Biết", a_cccd(year=1950), phones=(MOTHERS_NUMBER,)),
        Kinship.MOTHER,
    )
    first, second = family_of(guardian).waiting
    assert (first.state, first.expires_at, first.kinship) == (second.state, second.expires_at, second.kinship)


def test_who_has_no_number_is_asked_at_a_desk(guardian):
    add(guardian, a_mother(), Kinship.MOTHER)
    assert not Message.objects.exists()
    row = Invitation.objects.get()
    helper = someone_as("helper", ScopeKind.AREA, ward().id, account_id=61)
    services.confirm_at_desk(actor=helper, number=row.number)
    assert queries.answers_for(guardian, row.person_id)
    assert TrailEntry.objects.get(action="identity.invitation.accepted").actor_account_id == 61
    with pytest.raises(InvitationGone):
        services.confirm_at_desk(actor=helper, number=row.number)


def test_only_the_desk_of_the_ward_confirms_and_never_for_oneself(guardian):
    from dataclasses import replace

    add(guardian, a_mother(), Kinship.MOTHER)
    number = Invitation.objects.get().number
    for actor in (guardian, STRANGER, someone_as("helper", ScopeKind.AREA, ward("25747").id)):
        with pytest.raises(InvitationGone):
            services.confirm_at_desk(actor=actor, number=number)
    helper = someone_as("helper", ScopeKind.AREA, ward().id)
    with pytest.raises(OwnCase):
        services.confirm_at_desk(actor=replace(helper, person_id=guardian.person_id), number=number)


def test_a_message_carries_nothing_that_a_stranger_wrote(guardian):
    change_person(
        actor=SYSTEM, person_id=guardian.person_id, change=PersonChange(full_name="Bấm vào evil.example/otp")
    )
    add(guardian, a_mother(phones=(MOTHERS_NUMBER,)), Kinship.MOTHER)
    assert "evil" not in Message.objects.get().text


def test_a_refusal_makes_no_tie_and_ends_the_question(guardian):
    add(guardian, a_mother(phones=(MOTHERS_NUMBER,)), Kinship.MOTHER)
    row = Invitation.objects.get()
    token = sent_link(row.person_id)
    services.answer_invitation(token=token, agrees=False)
    assert not queries.answers_for(guardian, row.person_id)
    assert family_of(guardian).waiting[0].state is InvitationState.REFUSED
    with pytest.raises(InvitationGone):
        services.answer_invitation(token=token, agrees=True)


def test_a_question_runs_out_after_a_week(guardian, travelled):
    add(guardian, a_mother(phones=(MOTHERS_NUMBER,)), Kinship.MOTHER)
    token = sent_link(Invitation.objects.get().person_id)
    travelled.shift(timedelta(days=7))
    with pytest.raises(InvitationGone):
        services.answer_invitation(token=token, agrees=True)
    assert family_of(guardian).waiting[0].state is InvitationState.LAPSED


@pytest.mark.parametrize("token", ["", "x", "A" * 22, "'; DROP TABLE", "\x00"])
def test_a_wrong_link_opens_nothing(token):
    with pytest.raises(InvitationGone):
        services.answer_invitation(token=token, agrees=True)


def test_a_bounded_number_of_people_is_asked_in_a_day(guardian, travelled):
    for letter in "ABCDE":
        add(guardian, a_mother(f"Lê Thị {letter}{letter}", a_cccd(year=1950)), Kinship.MOTHER)
    with pytest.raises(TooManyInvitations):
        add(guardian, a_mother("Lê Thị Cuối", a_cccd(year=1950)), Kinship.MOTHER)


def test_a_family_has_a_bounded_size(guardian, monkeypatch):
    monkeypatch.setattr("antoan.domains.identity.services.family.DEPENDANTS_PER_GUARDIAN_MAX", 2)
    for name in ("Nguyễn Văn Một", "Nguyễn Văn Hai"):
        add(guardian, a_child(name))
    with pytest.raises(FamilyFull):
        add(guardian, a_child("Nguyễn Văn Ba"))


def test_either_of_the_two_ends_a_tie_and_nobody_else(guardian):
    mother = a_person("Lê Thị Hoa", MOTHER.on)
    for ender in (guardian, citizen(mother.id)):
        add_dependant(actor=SYSTEM, guardian_id=guardian.person_id, person_id=mother.id, kinship="mẹ")
        assert [tie.full_name for tie in family_of(citizen(mother.id)).guardians] == ["Trần Thị Mai"]
        for other in (citizen(a_person().id), STRANGER):
            with pytest.raises(TieNotFound):
                services.end_tie(actor=other, guardian_id=guardian.person_id, person_id=mother.id)
        services.end_tie(actor=ender, guardian_id=guardian.person_id, person_id=mother.id)
        assert not queries.answers_for(guardian, mother.id)
        with pytest.raises(TieNotFound):
            services.end_tie(actor=ender, guardian_id=guardian.person_id, person_id=mother.id)


def test_staff_have_no_family_here():
    for role in ("ward_officer", "helper", "clinic_staff"):
        actor = someone_as(role, ScopeKind.CITY)
        with pytest.raises(PersonNotFound):
            family_of(actor)
        with pytest.raises(Forbidden):
            add(actor, a_child())


@pytest.mark.parametrize(
    ("born", "day", "adult"),
    [
        (date(2008, 11, 22), date(2026, 11, 22), True),
        (date(2008, 11, 23), date(2026, 11, 22), False),
        (date(2008, 2, 29), date(2026, 2, 28), False),
        (date(2008, 2, 29), date(2026, 3, 1), True),
    ],
)
def test_people_come_of_age_on_their_eighteenth_birthday(born, day, adult):
    assert is_adult(Birth(born), day) is adult
    assert adult_from(Birth(born)) <= day if adult else adult_from(Birth(born)) > day


def test_a_childs_tie_ends_on_the_eighteenth_birthday_unless_they_agreed(guardian, travelled):
    born = date(2008, 11, 23)
    child = add(guardian, a_new_person("Nguyễn Văn Lớn", Birth(born), ward_id=ward().id)).person_id
    old = a_person("Lê Thị Hoa", MOTHER.on)
    add_dependant(actor=SYSTEM, guardian_id=guardian.person_id, person_id=old.id, kinship="mẹ")
    assert services.end_childhoods(today=date(2026, 11, 22)) == 0
    travelled.shift(timedelta(days=1))
    assert services.end_childhoods(today=date(2026, 11, 23)) == 1
    assert services.end_childhoods(today=date(2026, 11, 23)) == 0
    assert [tie.person_id for tie in family_of(guardian).ties] == [old.id]
    add(guardian, a_new_person("Nguyễn Văn Lớn", Birth(born), ward_id=ward().id), Kinship.CHILD)
    services.confirm_at_desk(
        actor=someone_as("helper", ScopeKind.AREA, ward().id), number=Invitation.objects.get().number
    )
    assert queries.answers_for(guardian, Invitation.objects.get().person_id)
    assert services.end_childhoods(today=date(2026, 11, 24)) == 0
    assert child


def test_agreeing_on_a_new_entry_says_nothing_about_the_one_it_is_merged_into(guardian):
    """Somebody registers a stranger's mother on a number of their own and agrees there; the desk then merges (L16)."""
    known = a_person("Lê Thị Hoa", MOTHER.on, phones=(MOTHERS_NUMBER,), documents=(), gender=Gender.FEMALE)
    a_person(
        "Lê Thị Hoa", MOTHER.on, documents=(), gender=Gender.FEMALE
    )  # A namesake: so nobody is surely known.
    add(guardian, a_mother(phones=("0900000000",)), Kinship.MOTHER)
    row = Invitation.objects.get()
    services.answer_invitation(token=sent_link(row.person_id), agrees=True)
    helper = someone_as("helper", ScopeKind.AREA, ward().id)
    case = Registration.objects.get()
    services.decide_same(actor=helper, number=case.number, person_id=known.id, saw_paper=True)
    assert not queries.answers_for(guardian, known.id)
    assert Invitation.objects.get().state == InvitationState.WAITING
    again = Message.objects.filter(template="identity.invitation").order_by("-id").first()
    assert again.number == "+84987654321"
