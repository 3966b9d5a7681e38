"""People are registered once, under a QID that nobody else has."""

from datetime import date

import pytest

from antoan.domains.people import queries, services
from antoan.domains.people.errors import (
    AlreadyRegistered,
    DependantImpossible,
    DocumentTaken,
    NotDependant,
    PersonUnreadable,
    QidTaken,
)
from antoan.domains.people.models import Person
from antoan.domains.people.services import registering
from antoan.domains.people.values import (
    Birth,
    DocumentDoubt,
    DocumentKind,
    Gender,
    NewPerson,
    Paper,
    PersonChange,
    QidSource,
)
from antoan.foundation.accounts.actor import STRANGER, SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit.errors import Forbidden
from antoan.kit.phones import PhoneUnreadable
from tests.factories.areas import ward
from tests.factories.people import a_cccd, a_person
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
AN = NewPerson("Nguyễn Văn An", Birth(date(1990, 2, 1)), Gender.MALE)


def register(**changes):
    person = NewPerson(**{field: getattr(AN, field) for field in ("full_name", "birth", "gender")} | changes)
    return services.register_person(actor=SYSTEM, person=person)


def test_a_qid_of_18_digits_is_issued_here():
    person = register(phones=("0912 345 678", "+84912345678"), address=" 1  Lê Lợi ")
    assert len(person.qid) == 18
    assert person.qid.isdigit()
    assert (person.qid_source, person.phones, person.address) == (
        QidSource.LOCAL,
        ("+84912345678",),
        "1 Lê Lợi",
    )
    assert queries.person_by_qid(person.qid) == person.id


def test_a_drawn_qid_that_is_taken_is_drawn_again(monkeypatch):
    first = register()
    draws = iter([first.qid, first.qid, "9" * 18])
    monkeypatch.setattr(registering, "random_digits", lambda count: next(draws))
    assert register().qid == "9" * 18


def test_a_qid_from_outside_is_kept_and_belongs_to_one_person():
    assert register(qid="162979388586171100").qid_source is QidSource.NATIONAL
    with pytest.raises(QidTaken):
        register(qid="162979388586171100")


def test_the_same_paper_with_the_same_name_is_the_same_person_in_any_spelling():
    paper = a_cccd()
    known = register(documents=(paper,))
    spelled = Paper(DocumentKind.CMND, f"{paper.number[:6]} {paper.number[6:]}")
    with pytest.raises(AlreadyRegistered) as refusal:
        register(full_name="NGUYEN VAN AN", birth=Birth(date(1990, 1, 2)), documents=(spelled,))
    assert refusal.value.context["person_id"] == known.id
    assert Person.objects.count() == 1


def test_the_same_paper_with_another_name_is_a_conflict_and_nobody_is_merged():
    paper = a_cccd()
    register(documents=(paper,))
    with pytest.raises(DocumentTaken) as refusal:
        register(full_name="Trần Thị Bình", documents=(paper,))
    assert "person_id" not in refusal.value.context
    other = register(full_name="Trần Thị Bình")
    with pytest.raises(DocumentTaken):
        services.add_document(actor=SYSTEM, person_id=other.id, paper=paper)


def test_families_share_a_telephone():
    numbers = [register(full_name=name, phones=("0912345678",)).phones for name in ("Lê An", "Lê Bình")]
    assert numbers == [("+84912345678",)] * 2


def test_a_paper_that_does_not_fit_its_holder_is_kept_with_a_doubt():
    person = register(documents=(Paper(DocumentKind.CCCD, "079193000001"),))
    assert person.doubts == (DocumentDoubt.OTHER_GENDER, DocumentDoubt.OTHER_BIRTH_YEAR)


@pytest.mark.parametrize(
    "wrong",
    [
        {"full_name": " "},
        {"birth": Birth(date(2100, 1, 1))},
        {"nationality": "Vietnam"},
        {"qid": "a|b"},
        {"address": "x" * 201},
        {"phones": ("0912345678",) * 11},
    ],
)
def test_what_cannot_be_read_registers_nobody(wrong):
    with pytest.raises(PersonUnreadable):
        register(**wrong)
    assert not Person.objects.exists()


def test_a_wrong_telephone_registers_nobody():
    with pytest.raises(PhoneUnreadable):
        register(phones=("không có",))
    assert not Person.objects.exists()


def test_a_helper_registers_in_the_own_ward_only():
    here, there = ward(), ward("26743")
    helper = someone_as("helper", ScopeKind.AREA, here.id)
    assert (
        services.register_person(
            actor=helper, person=NewPerson("Lê An", Birth.of_year(1950), ward_id=here.id)
        ).ward_id
        == here.id
    )
    for actor, home in ((helper, there.id), (helper, None), (STRANGER, here.id)):
        with pytest.raises(Forbidden):
            services.register_person(
                actor=actor, person=NewPerson("Lê An", Birth.of_year(1950), ward_id=home)
            )


def test_a_change_changes_only_what_it_names():
    person = a_person()
    changed = services.change_person(
        actor=SYSTEM,
        person_id=person.id,
        change=PersonChange(full_name="Nguyễn Thị Ân", gender=Gender.FEMALE),
    )
    assert (changed.full_name, changed.gender) == ("Nguyễn Thị Ân", Gender.FEMALE)
    assert (changed.birth, changed.documents, changed.qid) == (person.birth, person.documents, person.qid)


def test_an_officer_cannot_move_somebody_into_another_ward():
    here, there = ward(), ward("26743")
    person = a_person(ward_id=here.id)
    officer = someone_as("ward_officer", ScopeKind.AREA, here.id)
    with pytest.raises(Forbidden):
        services.change_person(actor=officer, person_id=person.id, change=PersonChange(ward_id=there.id))


def test_a_guardian_answers_for_a_dependant_until_it_ends():
    mother, child = a_person("Lê Thị Hoa"), a_person("Lê Văn Nam", date(2015, 5, 5))
    services.add_dependant(actor=SYSTEM, guardian_id=mother.id, person_id=child.id, kinship="mẹ")
    services.add_dependant(actor=SYSTEM, guardian_id=mother.id, person_id=child.id, kinship="mẹ")
    links = queries.dependants_of(SYSTEM, mother.id)
    assert [(link.person_id, link.kinship) for link in links] == [(child.id, "mẹ")]
    services.end_dependant(actor=SYSTEM, guardian_id=mother.id, person_id=child.id)
    assert queries.dependants_of(SYSTEM, mother.id) == []
    with pytest.raises(NotDependant):
        services.end_dependant(actor=SYSTEM, guardian_id=mother.id, person_id=child.id)
    with pytest.raises(DependantImpossible):
        services.add_dependant(actor=SYSTEM, guardian_id=child.id, person_id=child.id, kinship="")
