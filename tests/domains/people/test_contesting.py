"""A paper that two people gave as theirs identifies its first holder until an office has looked at it."""

from datetime import date

import pytest

from antoan.domains.people import queries, services
from antoan.domains.people.errors import MergeImpossible, PhonesFull
from antoan.domains.people.matching import Confidence, Description
from antoan.domains.people.models import Document
from antoan.domains.people.queries.candidates import likely_same
from antoan.domains.people.queries.persons import person_view
from antoan.domains.people.rules import PHONES_MAX
from antoan.domains.people.values import Birth, NewPerson
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.people import a_cccd, a_person
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
BORN = date(1970, 1, 1)


@pytest.fixture
def paper():
    return a_cccd()


@pytest.fixture
def holder(paper):
    return a_person("Nguyễn Văn An", documents=(paper,))


@pytest.fixture
def other(holder, paper):
    new = NewPerson("Phạm Văn Hai", Birth(BORN), documents=(paper,))
    return services.register_person(actor=SYSTEM, person=new, contests=True)


def test_a_contested_paper_is_shown_but_identifies_nobody(holder, other, paper):
    assert person_view(other.id).documents == (paper,)
    assert queries.person_id_by_document(paper) == holder.id


def test_awarding_moves_the_paper_and_tells_who_lost_it(holder, other, paper):
    assert services.award_contested_papers(actor=SYSTEM, person_id=other.id) == (holder.id,)
    assert queries.person_id_by_document(paper) == other.id
    assert person_view(holder.id).documents == ()
    assert services.award_contested_papers(actor=SYSTEM, person_id=other.id) == ()


def test_dropping_leaves_the_paper_with_its_first_holder(holder, other, paper):
    for _ in range(2):
        services.drop_contested_papers(actor=SYSTEM, person_id=other.id)
    assert person_view(other.id).documents == ()
    assert queries.person_id_by_document(paper) == holder.id


def test_both_holders_are_found_when_a_third_gives_the_paper(holder, other, paper):
    found = likely_same(Description("Lê Thị Ba", Birth(date(1999, 9, 9)), papers=(paper,)))
    assert {(one.person_id, one.match.confidence) for one in found} == {
        (holder.id, Confidence.CONFLICT), (other.id, Confidence.CONFLICT),
    }  # fmt: skip


def test_only_who_may_change_people_settles_a_contest(other):
    helper = someone_as("helper", ScopeKind.AREA, ward().id)
    for settle in (services.award_contested_papers, services.drop_contested_papers):
        with pytest.raises((Forbidden, queries.access.PersonNotFound)):
            settle(actor=helper, person_id=other.id)
    assert Document.objects.filter(is_contested=True).exists()


def test_nobody_is_merged_with_themselves(holder):
    with pytest.raises(MergeImpossible):
        services.merge_person(actor=SYSTEM, kept_id=holder.id, dropped_id=holder.id)


def test_a_person_has_a_bounded_number_of_telephones(holder):
    for number in range(PHONES_MAX):
        services.add_phone(actor=SYSTEM, person_id=holder.id, number=f"09123456{number:02}")
    with pytest.raises(PhonesFull):
        services.add_phone(actor=SYSTEM, person_id=holder.id, number="0987654321")
    services.add_phone(actor=SYSTEM, person_id=holder.id, number="0912345600", verified_at=clock.now())
