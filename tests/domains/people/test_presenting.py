"""A desk finds who stands before it by what they show; a number alone opens nothing."""

from datetime import date

import pytest

from antoan.domains.codes.errors import FormerCode
from antoan.domains.codes.national import PersonalHead, emit
from antoan.domains.people.models import Person
from antoan.domains.people.queries.presented import person_presented
from antoan.domains.people.values import DocumentKind, Paper
from antoan.kit import clock
from tests.factories.codes import a_head
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
BORN = date(1990, 2, 1)
ELSEWHERE = "163014391125612345"


def shown(text: str) -> int | None:
    return person_presented(text, clock.now())


def national(number: str, **changes: object) -> PersonalHead:
    usual = {"document_number": number, "full_name": "NGUYEN VAN AN", "birth_on": BORN, "qid": ELSEWHERE}
    return a_head(**{**usual, **changes})


@pytest.fixture
def an():
    return a_person(birth_on=BORN)


def test_the_national_string_of_another_app_is_a_card_at_a_desk(an):
    assert shown(emit(national(an.documents[0].number))) == an.id


def test_an_old_identity_number_is_as_good():
    an = a_person(birth_on=BORN, documents=(Paper(DocumentKind.CMND, "025333444"),))
    assert shown(emit(national("025333444"))) == an.id


@pytest.mark.parametrize(
    "changes", [{"full_name": "TRAN THI BE"}, {"birth_on": date(1961, 7, 9)}, {"birth_on": "1990-**-**"}]
)
def test_a_number_with_another_name_or_birth_is_nobody_s(an, changes):
    assert shown(emit(national(an.documents[0].number, **changes))) is None


@pytest.mark.parametrize("number", ["", "******004567", "B1234567", "0944713700", "²79190004567"])
def test_a_number_that_is_masked_or_no_identity_number_is_nobody_s(an, number):
    assert shown(emit(national(number))) is None


def test_the_plain_string_of_a_number_we_issue_is_a_copy_without_its_signature(an):
    qid = Person.objects.get(pk=an.id).qid
    assert shown(emit(national(an.documents[0].number, qid=qid))) is None


def test_the_address_of_a_former_app_says_so_whoever_it_may_be_of(an):
    for number in (an.documents[0].number, "079190999999"):
        with pytest.raises(FormerCode):
            shown(f"https://qr.tokhaiyte.vn/{number}")


def test_other_addresses_and_empty_texts_are_nobody_s():
    assert [shown(text) for text in ("", " ", "https://evil.test/", "x" * 10_000)] == [None] * 4
