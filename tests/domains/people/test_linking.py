"""Many rows are joined to people at once, exactly as one by one: by paper, else by who is alike."""

from datetime import date

import pytest

from antoan.domains.people.matching import Confidence, Description
from antoan.domains.people.queries.linking import Linked, link_many, paper_indexes_of
from antoan.domains.people.queries.persons import paper_index, verified_phones_of
from antoan.domains.people.services import add_phone, register_person
from antoan.domains.people.values import Birth, DocumentKind, Gender, NewPerson, Paper
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from tests.factories.people import a_cccd, a_person

pytestmark = pytest.mark.django_db
BORN = date(1990, 2, 1)


def sought(name="Nguyễn Văn An", born=BORN, paper=None, **known) -> Description:
    return Description(name, Birth(born, **known), Gender.MALE, (paper or a_cccd(),))


@pytest.fixture
def an():
    return a_person()


def test_the_same_paper_name_and_birth_are_certain(an):
    assert link_many([sought(paper=an.documents[0])]) == [Linked(Confidence.CERTAIN, an.id)]


@pytest.mark.parametrize("name", ["Nguyen Van An", "NGUYỄN VĂN AN", "Nguyễn An", "An Nguyễn Văn"])
def test_a_paper_is_certain_however_the_name_is_written(an, name):
    assert link_many([sought(name, paper=an.documents[0])]) == [Linked(Confidence.CERTAIN, an.id)]


def test_the_paper_of_somebody_else_is_a_conflict(an):
    assert link_many([sought("Trần Thị Lạ", date(1975, 5, 5), an.documents[0])]) == [
        Linked(Confidence.CONFLICT, an.id)
    ]


def test_without_a_common_paper_the_alike_are_found():
    bare = a_person(documents=())
    assert link_many([sought()]) == [Linked(Confidence.STRONG, bare.id)]
    assert link_many([sought("Nguyễn An")])[0].person_id == bare.id
    swapped = link_many([sought(born=date(1990, 1, 2))])[0]
    assert (swapped.confidence, swapped.person_id) == (Confidence.STRONG, bare.id)


def test_somebody_of_the_same_name_and_day_with_another_paper_is_hardly_the_one(an):
    assert link_many([sought()])[0].confidence is Confidence.POSSIBLE


def test_people_of_whom_only_the_year_is_known_are_found_by_their_very_name():
    old = a_person(documents=(), birth_on=date(1950, 1, 1))
    assert link_many([sought(born=date(1950, 6, 7))])[0].confidence is Confidence.NONE
    from antoan.domains.people.models import Person

    Person.objects.filter(pk=old.id).update(birth_day_known=False)
    assert link_many([sought(born=date(1950, 6, 7))])[0].person_id == old.id
    assert link_many([sought("Nguyễn Văn Anh", born=date(1950, 6, 7))])[0].confidence is Confidence.NONE


def test_nobody_is_nobody(an):
    assert link_many([sought("Trần Thị Lạ", date(1975, 5, 5))]) == [Linked(Confidence.NONE)]
    assert link_many([]) == []


def test_a_batch_keeps_its_order_and_asks_a_bounded_number_of_times(an, django_assert_max_num_queries):
    rows = [sought("Trần Thị Lạ", date(1975, 5, 5)), sought(paper=an.documents[0])] * 50
    with django_assert_max_num_queries(4):
        found = link_many(rows)
    assert [one.person_id for one in found] == [None, an.id] * 50


def test_a_paper_that_is_only_claimed_identifies_nobody(an):
    claim = NewPerson("Phạm Văn Hai", Birth(date(1970, 1, 1)), documents=an.documents)
    claimant = register_person(actor=SYSTEM, person=claim, contests=True)
    assert link_many([sought(paper=an.documents[0])]) == [Linked(Confidence.CERTAIN, an.id)]
    assert link_many([sought("Phạm Văn Hai", date(1970, 1, 1), an.documents[0])]) == [
        Linked(Confidence.CONFLICT, an.id)
    ]
    assert paper_indexes_of(claimant.id) == []


def test_papers_have_the_index_under_which_tables_keep_them(an):
    assert paper_indexes_of(an.id) == [paper_index(an.documents[0])]
    passport = Paper(DocumentKind.PASSPORT, "B1234567")
    assert paper_index(passport) != paper_index(an.documents[0])


def test_only_numbers_known_to_be_theirs_are_told(an):
    add_phone(actor=SYSTEM, person_id=an.id, number="0912345678")
    assert verified_phones_of([an.id]) == {}
    add_phone(actor=SYSTEM, person_id=an.id, number="0987654321", verified_at=clock.now())
    assert verified_phones_of([an.id]) == {an.id: "+84987654321"}
