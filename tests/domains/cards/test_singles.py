"""One card at a desk: made, printed, lost and replaced in one act; a helper stands in the code."""

from dataclasses import replace

import pytest

from antoan.domains.cards import services
from antoan.domains.cards.errors import CardNotFound, CardRevoked, CardTaken, ReasonMissing
from antoan.domains.cards.queries import card_for, cards_of_person
from antoan.domains.cards.values import CardState
from antoan.domains.codes.models import IssuedCode, ShortCode
from antoan.domains.codes.national import DeclaredKind, parse_national
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.heads import head_of
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.printing.values import CardLayout
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.errors import Forbidden
from antoan.kit.ids import uuid7
from tests.factories.areas import ward
from tests.factories.cards import officer_of
from tests.factories.people import a_person
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
LOST = "Người dân báo mất thẻ"


@pytest.fixture
def home():
    return ward().id


@pytest.fixture
def person(home):
    return a_person("Trần Thị Khách", ward_id=home)


@pytest.fixture
def officer(home):
    return officer_of(home)


def a_card(actor, person, card_id=None):
    card_id = card_id or uuid7()
    services.make_card(actor=actor, card_id=card_id, person_id=person.id, layout=CardLayout.CR80)
    return card_id


def replaced(actor, person, because=LOST):
    card_id = uuid7()
    services.replace_lost(
        actor=actor, card_id=card_id, person_id=person.id, layout=CardLayout.SHEET, because=because
    )
    return card_id


def test_a_card_carries_a_masked_code_of_its_own_and_earlier_ones_stay(officer, person):
    first, second = a_card(officer, person), a_card(officer, person)
    texts = {services.take_card(actor=officer, card_id=one).text for one in (first, second)}
    assert len(texts) == 2
    assert all(text.startswith("******") for text in texts)
    assert [card.state for card in cards_of_person(officer, person.id)] == [CardState.GOOD] * 2


def test_a_form_sent_twice_makes_one_card_and_never_somebody_elses(officer, person, home):
    card_id = a_card(officer, person)
    a_card(officer, person, card_id)
    assert IssuedCode.objects.filter(qid=person.qid).count() == 1
    with pytest.raises(CardTaken):
        a_card(officer, a_person("Ai Khác", ward_id=home), card_id)


def test_a_lost_card_is_locked_and_replaced_in_one_act(officer, person):
    phone = issue_personal_code(actor=SYSTEM, subject=head_of(person))
    lost = a_card(officer, person)
    new = replaced(officer, person)
    assert card_for(officer, lost).state is CardState.REVOKED
    assert card_for(officer, lost).revoked_because == LOST
    assert card_for(officer, new).state is CardState.GOOD
    assert IssuedCode.objects.get(text__isnull=False, digest=phone.digest).revoked_at is not None
    assert not ShortCode.objects.filter(code=phone.short_code, revoked_at=None).exists()
    with pytest.raises(CardRevoked):
        services.take_card(actor=officer, card_id=lost)
    assert services.take_card(actor=officer, card_id=new).short_code != phone.short_code


@pytest.mark.parametrize("because", ["", "mất", "x" * 151])
def test_a_loss_needs_a_reason_that_says_something(officer, person, because):
    card = a_card(officer, person)
    with pytest.raises(ReasonMissing):
        replaced(officer, person, because)
    assert card_for(officer, card).state is CardState.GOOD


def test_a_helper_is_named_in_the_code_as_the_decision_asks(home, person):
    helper = a_person("Lê Văn Tình Nguyện", ward_id=home)
    actor = replace(someone_as("helper", ScopeKind.AREA, home), person_id=helper.id)
    face = services.take_card(actor=actor, card_id=a_card(actor, person))
    head = parse_national(face.text)
    assert (head.declared_kind, head.helper_qid, head.qid) == (DeclaredKind.HELPER, helper.qid, person.qid)


def test_an_office_is_no_helper(officer, person):
    head = parse_national(services.take_card(actor=officer, card_id=a_card(officer, person)).text)
    assert (head.declared_kind, head.helper_qid) == (DeclaredKind.SELF, "")


def test_a_helper_makes_cards_and_revokes_none(home, person):
    helper = someone_as("helper", ScopeKind.AREA, home)
    a_card(helper, person)
    with pytest.raises(Forbidden):
        replaced(helper, person)


def test_cards_of_another_ward_are_not_there(officer, person):
    card, stranger = a_card(officer, person), officer_of(ward("25747").id)
    for act in (lambda: card_for(stranger, card), lambda: services.take_card(actor=stranger, card_id=card)):
        with pytest.raises(CardNotFound):
            act()
    for act in (lambda: a_card(stranger, person), lambda: cards_of_person(stranger, person.id)):
        with pytest.raises(PersonNotFound):
            act()


def test_who_made_and_printed_what_is_in_the_trail_of_its_person(officer, person):
    card = a_card(officer, person)
    services.take_card(actor=officer, card_id=card)
    replaced(officer, person)
    kept = TrailEntry.objects.filter(person_id=person.id, action__startswith="cards.").order_by("pk")
    assert [(entry.action, entry.actor_account_id, entry.purpose) for entry in kept] == [
        ("cards.card.made", 41, ""),
        ("cards.card.printed", 41, ""),
        ("cards.card.replaced", 41, LOST),
    ]


def test_an_erased_person_leaves_no_card(officer, person):
    card = a_card(officer, person)
    erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.OWN_REQUEST)
    with pytest.raises(CardNotFound):
        card_for(SYSTEM, card)
