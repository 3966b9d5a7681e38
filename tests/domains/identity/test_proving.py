"""Several people on one number: one code never opens another's entry (lesson L23b)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from antoan.domains.identity import services
from antoan.domains.identity.errors import (
    AccountClosed,
    CheckGone,
    ProofImpossible,
    ProofLocked,
    ProofWrong,
)
from antoan.domains.identity.limits import PROOF_TRIES_PER_NUMBER_DAY_MAX
from antoan.domains.identity.queries import on_phone, verified_phone
from antoan.domains.identity.rules.proving import question_for, read_day_and_month
from antoan.domains.identity.values import OnPhone, Question
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.models import Phone
from antoan.domains.people.values import Birth, DocumentKind, NewPerson, Paper
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.queries import actor_for
from antoan.foundation.accounts.services import close_account
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock
from tests.factories.identity import NUMBER, a_verified_phone
from tests.factories.people import a_person

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)


@pytest.fixture(autouse=True)
def travelled():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


def prove(check, person, answer=""):
    return services.prove_person(check_id=check, person_id=person.id, answer=answer)


def shown(check):
    return on_phone(verified_phone(check, clock.now()), clock.now())


@pytest.fixture
def family():
    """Three people on one number: grandmother, mother, child."""
    return (
        a_person("Lê Thị Hoa", date(1948, 3, 9), phones=(NUMBER,)),
        a_person("Trần Thị Mai", date(1980, 12, 31), phones=(NUMBER,)),
        a_person("Nguyễn Văn Nam", date(2015, 5, 5), phones=(NUMBER,)),
    )


def test_nothing_but_initials_and_year_is_shown_of_those_on_a_number(family):
    assert shown(a_verified_phone()) == [
        OnPhone(family[0].id, "L.T.H.", 1948, Question.DAY_AND_MONTH),
        OnPhone(family[1].id, "T.T.M.", 1980, Question.DAY_AND_MONTH),
        OnPhone(family[2].id, "N.V.N.", 2015, Question.DAY_AND_MONTH),
    ]


def test_one_code_opens_only_the_entry_whose_birthday_is_known(family):
    grandmother, mother, child = family
    check = a_verified_phone()
    for other, answer in ((mother, "9/3"), (child, "9/3"), (mother, ""), (child, "05051")):
        with pytest.raises(ProofWrong):
            prove(check, other, answer)
    account = prove(check, grandmother, "9/3")
    assert account.person_id == grandmother.id
    actor = actor_for(account, by_message=True)
    assert [(grant.role, grant.scope_kind) for grant in actor.grants] == [("citizen", "self")]


def test_somebody_of_another_number_is_not_there(family):
    stranger = a_person("Phạm Văn Ba", date(1970, 1, 1), phones=("0987654321",))
    with pytest.raises(PersonNotFound):
        prove(a_verified_phone(), stranger, "1/1")


def test_three_wrong_answers_about_a_person_lock_that_person_for_a_day(family, travelled):
    check = a_verified_phone()
    for _ in range(2):
        with pytest.raises(ProofWrong):
            prove(check, family[1], "1/1")
    with pytest.raises(ProofLocked):
        prove(check, family[1], "1/1")
    with pytest.raises(ProofLocked):
        prove(check, family[1], "31/12")
    assert prove(check, family[0], "9/3").person_id == family[0].id
    told = TrailEntry.objects.get(action="identity:proof:locked")
    assert told.person_id == family[1].id
    travelled.shift(timedelta(days=1, seconds=1))
    assert prove(a_verified_phone(), family[1], "31/12").person_id == family[1].id


def test_guessing_the_birthdays_of_a_whole_number_ends(travelled):
    people = [a_person(f"Lê Văn {name}", date(1990, 7, 7), phones=(NUMBER,)) for name in "ABCDEFGHIJ"]
    tried = 0
    check = a_verified_phone()
    for person in people:
        for day in range(1, 7):
            try:
                prove(check, person, f"{day}/1")
            except ProofWrong:
                tried += 1
            except ProofLocked:
                continue
    assert tried < PROOF_TRIES_PER_NUMBER_DAY_MAX
    with pytest.raises(ProofLocked):
        prove(check, people[-1], "7/7")


def test_the_only_one_on_a_number_proven_lately_is_asked_nothing(travelled):
    person = a_person("Lê Thị Hoa", date(1948, 3, 9), phones=(NUMBER,))
    check = a_verified_phone()
    assert shown(check)[0].question is Question.DAY_AND_MONTH, (
        "a number typed by somebody else proves nothing"
    )
    prove(check, person, "0903")
    assert Phone.objects.get().verified_at == clock.now()
    travelled.shift(timedelta(days=179))
    assert prove(a_verified_phone(), person).person_id == person.id
    travelled.shift(timedelta(days=180))
    assert shown(a_verified_phone())[0].question is Question.DAY_AND_MONTH, (
        "numbers are given to somebody else"
    )


@pytest.mark.parametrize(("days", "question"), [(179, Question.NOTHING), (180, Question.DAY_AND_MONTH)])
def test_a_number_is_trusted_for_180_days(days, question):
    asked = question_for(
        is_shared=False, verified_at=NOON, is_birth_day_known=True, has_papers=True, now=NOON + timedelta(days=days)
    )  # fmt: skip
    assert asked is question


def test_whose_birthday_nobody_knows_is_asked_for_the_end_of_a_paper():
    paper = Paper(DocumentKind.BHYT, "HT3790012345678")
    from antoan.domains.people.services import register_person

    new = NewPerson("Lê Thị Hoa", Birth.of_year(1948), documents=(paper,), phones=(NUMBER,))
    person = register_person(actor=SYSTEM, person=new)
    check = a_verified_phone()
    assert shown(check)[0].question is Question.PAPER_TAIL
    with pytest.raises(ProofWrong):
        prove(check, person, "1/1")
    assert prove(check, person, " 5678 ").person_id == person.id


def test_of_whom_nothing_is_known_only_a_printed_code_opens_the_entry():
    from antoan.domains.people.services import register_person

    person = register_person(actor=SYSTEM, person=NewPerson("Hoa", Birth.of_year(1948), phones=(NUMBER,)))
    check = a_verified_phone()
    with pytest.raises(ProofImpossible):
        prove(check, person, "1/1")


def test_proving_needs_a_proven_number(family):
    with pytest.raises(CheckGone):
        prove(None, family[0], "9/3")
    check = services.ask_code(number=NUMBER, address="203.0.113.7")
    with pytest.raises(CheckGone):
        prove(check, family[0], "9/3")


def test_a_closed_account_stays_closed(family):
    account = prove(a_verified_phone(), family[0], "9/3")
    close_account(actor=SYSTEM, account_id=account.pk, reason="test")
    with pytest.raises(AccountClosed):
        prove(a_verified_phone(), family[0], "9/3")


def test_no_number_of_a_person_is_the_login_of_the_account(family):
    account = prove(a_verified_phone(), family[0], "9/3")
    assert not account.has_usable_password()
    for number in (NUMBER, family[0].qid, family[0].documents[0].number):
        assert number not in account.login


def test_proving_twice_is_one_account(family):
    first = prove(a_verified_phone(), family[0], "9/3")
    assert prove(a_verified_phone(), family[0], "9/3") == first
    assert first.grants.count() == 1


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9/3", (9, 3)), ("09/03", (9, 3)), ("0903", (9, 3)), ("9 3", (9, 3)), ("ngày 9 tháng 3", (9, 3)),
        ("9/3/1948", (9, 3)), ("09031948", (9, 3)), ("9-3", (9, 3)), ("", None), ("93", None), ("9", None), ("٩/٣", None),
    ],
)  # fmt: skip
def test_day_and_month_are_read_in_every_spelling(typed, read):
    assert read_day_and_month(typed) == read


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader_of_days(typed):
    read_day_and_month(typed)
