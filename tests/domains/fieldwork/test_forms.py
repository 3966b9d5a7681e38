"""Forms filled in at the door without a network: taken once, registered, recognised, or left to an officer."""

from datetime import date, timedelta

import pytest

from antoan.domains.declarations.models import Declaration
from antoan.domains.fieldwork import services
from antoan.domains.fieldwork.errors import (
    CannotTake,
    FormDecided,
    FormNotFound,
    FormOutOfTime,
    FormTaken,
    FormUnopened,
)
from antoan.domains.fieldwork.keeping import forget_old
from antoan.domains.fieldwork.limits import OLDEST, SEALED_BYTES_MAX
from antoan.domains.fieldwork.models import FieldForm
from antoan.domains.fieldwork.queries import form_for, waiting_forms
from antoan.domains.fieldwork.rules import outcome
from antoan.domains.fieldwork.values import Clash, FormState, NewForm, Verdict
from antoan.domains.identity.models import Registration
from antoan.domains.people.matching import Confidence
from antoan.domains.people.models import Person, Phone
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.privacy.retention import first_day_kept, period
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.cards import officer_of
from tests.factories.fieldwork import BY_HELPER, SHE, a_form, sent
from tests.factories.people import a_cccd, a_person
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return ward().id


@pytest.fixture
def helper(home):
    return someone_as("helper", ScopeKind.AREA, home, account_id=71)


@pytest.fixture
def officer(home):
    return officer_of(home)


def decided(officer, view, verdict):
    return services.decide_form(actor=officer, form_id=view.id, verdict=verdict, author=BY_HELPER)


def test_a_form_registers_and_declares_as_of_the_door_and_is_emptied(helper, home):
    then = clock.now() - timedelta(hours=20)
    view = sent(
        helper, home, made_at=then, address="9 Lê Lợi", phone="0908 111 222", health="unwell", note="sốt, ho"
    )
    person = Person.objects.get()
    assert (view.state, view.person_id) == (FormState.REGISTERED, person.pk)
    assert (person.full_name, person.birth_on, person.birth_day_known, person.address, person.ward_id) == (
        "Phạm Thị Zin",
        date(1950, 1, 1),
        False,
        "9 Lê Lợi",
        home,
    )
    said = Declaration.objects.get()
    assert (said.person_id, said.declared_at, said.verified_by) == (person.pk, then, "helper")
    assert FieldForm.objects.get().text == ""


def test_a_form_that_comes_twice_is_one(helper, home):
    form = a_form(home, health="fine")
    views = [services.take_form(actor=helper, new=form, author=BY_HELPER) for _ in range(3)]
    assert {view.person_id for view in views} == {Person.objects.get().pk}
    assert Declaration.objects.count() == 1
    other = someone_as("helper", ScopeKind.AREA, home, account_id=72)
    with pytest.raises(FormTaken):
        services.take_form(actor=other, new=form, author=BY_HELPER)


def test_whoever_was_registered_meanwhile_is_recognised_when_nothing_differs(helper, home):
    paper = a_cccd(year=1950)
    person = a_person("Phạm Thị Zin", date(1950, 3, 4), documents=(paper,), ward_id=home, address="9 Lê Lợi")
    view = sent(
        helper,
        home,
        full_name="PHAM THI ZIN",
        birth="04/03/1950",
        kind="cccd",
        number=paper.number,
        health="fine",
    )
    assert (view.state, view.person_id, view.clash) == (FormState.KNOWN, person.id, None)
    assert Declaration.objects.get().person_id == person.id
    assert Person.objects.count() == 1


def test_what_differs_waits_for_an_officer_who_takes_it_or_leaves_it(helper, officer, home):
    paper = a_cccd(year=1950)
    person = a_person("Phạm Thị Zin", date(1950, 3, 4), documents=(paper,), ward_id=home, address="9 Lê Lợi")
    known = {"birth": "04/03/1950", "kind": "cccd", "number": paper.number}
    views = [
        sent(helper, home, address=address, phone="0908111222", health="fine", **known)
        for address in ("7 Hai Bà Trưng", "5 Pasteur")
    ]
    assert {(view.state, view.clash, view.person_id) for view in views} == {
        (FormState.WAITING, Clash.DIFFERS, person.id)
    }
    assert Declaration.objects.count() == 0
    assert [view.id for view in waiting_forms(officer)] == [view.id for view in views]
    assert form_for(officer, views[0].id).filled.said["address"] == "7 Hai Bà Trưng"
    assert decided(officer, views[0], Verdict.TAKE) == person.id
    row = Person.objects.get()
    assert (row.address, Phone.objects.get().number) == ("7 Hai Bà Trưng", "+84908111222")
    assert decided(officer, views[1], Verdict.SAME) == person.id
    assert Person.objects.get().address == "7 Hai Bà Trưng"
    assert Declaration.objects.count() == 2
    assert waiting_forms(officer) == []
    assert set(FieldForm.objects.values_list("text", flat=True)) == {""}
    assert decided(officer, views[0], Verdict.TAKE) == person.id
    with pytest.raises(FormDecided):
        decided(officer, views[0], Verdict.NEW)


def test_somebody_alike_is_the_same_or_somebody_else_as_the_officer_says(helper, officer, home):
    known = a_person("Phạm Thị Zin", date(1950, 3, 4), ward_id=home, documents=())
    first = sent(helper, home, birth="04/03/1950", number="")
    second = sent(helper, home, birth="04/03/1950", number=a_cccd(year=1950).number, kind="cccd")
    assert (first.clash, second.clash) == (Clash.ALIKE, Clash.ALIKE)
    assert decided(officer, first, Verdict.SAME) == known.id
    new = decided(officer, second, Verdict.NEW)
    assert new not in {None, known.id}
    assert Registration.objects.get(pk=second.id).person_id == new


def test_a_paper_of_somebody_else_and_somebody_of_another_ward_wait_and_name_nobody(helper, officer, home):
    holder = a_person("Người Khác", date(1970, 3, 4), ward_id=home)
    afar = a_person("Lê Văn Xa", date(1971, 3, 4), ward_id=ward("25747").id)
    taken = sent(helper, home, number=holder.documents[0].number, kind="cccd")
    elsewhere = sent(
        helper, home, full_name="Lê Văn Xa", birth="04/03/1971", number=afar.documents[0].number, kind="cccd"
    )
    assert (taken.clash, elsewhere.clash, elsewhere.person_id) == (
        Clash.PAPER_TAKEN,
        Clash.LIVES_ELSEWHERE,
        None,
    )
    with pytest.raises(CannotTake):
        decided(officer, elsewhere, Verdict.SAME)
    assert decided(officer, elsewhere, Verdict.DROP) is None
    assert FieldForm.objects.get(pk=elsewhere.id).state == FormState.DROPPED
    assert Person.objects.count() == 2


@pytest.mark.parametrize(
    "said",
    [
        {"full_name": ""},
        {"birth": "31/02/1950"},
        {"birth": ""},
        {"number": "12", "kind": "cccd"},
        {"gender": "x"},
    ],
)
def test_what_cannot_be_read_is_lost_to_nobody(helper, officer, home, said):
    view = sent(helper, home, **said)
    assert (view.state, view.clash) == (FormState.WAITING, Clash.UNREADABLE)
    assert form_for(officer, view.id).filled.person is None
    for verdict in (Verdict.NEW, Verdict.SAME):
        with pytest.raises(CannotTake):
            decided(officer, view, verdict)


def test_only_what_was_sealed_to_us_lately_and_for_ones_own_ward_is_taken(helper, home):
    good = a_form(home)
    broken = NewForm(uuid7(), clock.now(), good.sealed[:-1] + bytes([good.sealed[-1] ^ 1]))
    for form in (
        broken,
        NewForm(uuid7(), clock.now(), b"x"),
        NewForm(uuid7(), clock.now(), bytes(SEALED_BYTES_MAX + 1)),
        a_form(None),
    ):
        with pytest.raises(FormUnopened):
            services.take_form(actor=helper, new=form, author=BY_HELPER)
    for at in (clock.now() - OLDEST - timedelta(minutes=1), clock.now() + timedelta(minutes=11)):
        with pytest.raises(FormOutOfTime):
            sent(helper, home, made_at=at)
    with pytest.raises(Forbidden):
        sent(helper, ward("25747").id)
    with pytest.raises(Forbidden):
        sent(someone_as("tracer", ScopeKind.AREA, home), home)
    assert Person.objects.count() == 0
    assert sent(helper, home, made_at=clock.now() - OLDEST + timedelta(minutes=1), health="fine").person_id
    assert Declaration.objects.count() == 0  # Too old to count; the registration stands.


def test_forms_of_other_wards_are_not_there_and_helpers_decide_nothing(helper, home):
    view = sent(helper, home, full_name="")
    for actor in (officer_of(ward("25747").id), helper):
        with pytest.raises(FormNotFound):
            form_for(actor, view.id)
        with pytest.raises(FormNotFound):
            decided(actor, view, Verdict.DROP)
        assert waiting_forms(actor) == []


def test_forms_go_with_their_person_and_with_time(helper, home):
    view = sent(helper, home)
    erase_person(actor=SYSTEM, person_id=view.person_id, ground=ErasureGround.OWN_REQUEST)
    assert not FieldForm.objects.exists()
    sent(helper, home, full_name="")
    assert forget_old(clock.today()) == {}
    assert forget_old(clock.today() + timedelta(days=1)) == {"fieldwork_fieldform": 1}


def test_a_form_that_names_nobody_outlives_an_erasure_for_ninety_days_at_most(helper, officer, home):
    erased, decided_one, unread = (sent(helper, home, full_name=name) for name in (SHE["full_name"], "", ""))
    erase_person(actor=SYSTEM, person_id=erased.person_id, ground=ErasureGround.OWN_REQUEST)
    kept = {row.pk: bool(row.text) for row in FieldForm.objects.all()}
    assert kept == {decided_one.id: True, unread.id: True}
    decided(officer, decided_one, Verdict.DROP)
    assert FieldForm.objects.get(pk=decided_one.id).text == ""
    days = period("field_forms").days
    assert days == 90
    assert forget_old(first_day_kept(days, clock.today() + timedelta(days=days))) == {}
    assert forget_old(first_day_kept(days, clock.today() + timedelta(days=days + 1))) == {
        "fieldwork_fieldform": 2
    }


@pytest.mark.parametrize(
    ("confidence", "lives_here", "is_other", "expected"),
    [
        (None, False, False, (FormState.WAITING, Clash.UNREADABLE)),
        (Confidence.CERTAIN, True, False, (FormState.KNOWN, None)),
        (Confidence.CERTAIN, True, True, (FormState.WAITING, Clash.DIFFERS)),
        (Confidence.CERTAIN, False, False, (FormState.WAITING, Clash.LIVES_ELSEWHERE)),
        (Confidence.CONFLICT, False, False, (FormState.WAITING, Clash.PAPER_TAKEN)),
        (Confidence.STRONG, True, False, (FormState.WAITING, Clash.ALIKE)),
        (Confidence.LIKELY, True, False, (FormState.WAITING, Clash.ALIKE)),
        (Confidence.STRONG, False, False, (FormState.REGISTERED, None)),
        (Confidence.POSSIBLE, True, False, (FormState.REGISTERED, None)),
        (Confidence.NONE, False, False, (FormState.REGISTERED, None)),
    ],
)
def test_what_becomes_of_a_form(confidence, lives_here, is_other, expected):
    assert outcome(confidence, lives_here=lives_here, differs=is_other) == expected
