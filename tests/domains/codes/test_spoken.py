"""A short code that is said at a desk finds its bearer; whoever tries codes out is stopped (lesson L2)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from antoan.domains.codes import short
from antoan.domains.codes.errors import SpokenCodeMistyped, SpokenCodeUnknown, TooManyTries
from antoan.domains.codes.models import SpokenTry
from antoan.domains.codes.services import issue_personal_code, revoke_codes
from antoan.domains.codes.spoken import (
    ASKED_PER_CODE_HOUR_MAX,
    KEEP_TRIES,
    WRONG_PER_ACCOUNT_HOUR_MAX,
    WRONG_PER_ADDRESS_HOUR_MAX,
    find_spoken,
    forget_tries,
)
from antoan.domains.people.heads import head_of
from antoan.domains.people.services import erase_person
from antoan.domains.people.values import ErasureGround
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from tests.factories.people import a_person
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def at():
    with time_machine.travel(datetime(2021, 10, 20, 3, tzinfo=UTC), tick=False) as travelled:
        yield travelled


def helper(account_id: int = 7, address: str = "10.1.1.1"):
    return replace(someone_as("helper", ScopeKind.CITY, account_id=account_id), address=address)


@pytest.fixture
def person():
    return a_person()


@pytest.fixture
def code(person) -> str:
    return issue_personal_code(actor=SYSTEM, subject=head_of(person)).short_code


def test_however_it_is_typed_the_code_finds_its_bearer(person, code):
    for typed in (code, short.show(code), code.lower(), f" {short.show(code)} ", code.replace("0", "O")):
        assert find_spoken(actor=helper(), typed=typed) == person.qid


def test_a_typing_mistake_is_told_and_costs_nothing(code):
    wrong = code[:-1] + ("0" if code[-1] != "0" else "1")
    for _ in range(WRONG_PER_ACCOUNT_HOUR_MAX + 5):
        with pytest.raises(SpokenCodeMistyped):
            find_spoken(actor=helper(), typed=wrong)
    assert find_spoken(actor=helper(), typed=code)


def test_a_revoked_code_is_as_one_that_never_was(person, code):
    revoke_codes(actor=SYSTEM, qid=person.qid, because="mất thẻ")
    for typed in (code, short.new()):
        with pytest.raises(SpokenCodeUnknown):
            find_spoken(actor=helper(), typed=typed)


def tried(actor, times: int) -> int:
    """Guess codes of nobody; return how many were answered before it was too many."""
    for number in range(times):
        try:
            find_spoken(actor=actor, typed=short.new())
        except SpokenCodeUnknown:
            continue
        except TooManyTries:
            return number
    return times


def test_an_account_that_guesses_is_stopped_even_for_a_right_code_until_the_next_hour(code, at):
    assert tried(helper(), 500) == WRONG_PER_ACCOUNT_HOUR_MAX
    with pytest.raises(TooManyTries):
        find_spoken(actor=helper(), typed=code)
    assert find_spoken(actor=helper(account_id=8), typed=code)
    at.shift(timedelta(hours=1))
    assert find_spoken(actor=helper(), typed=code)


def test_many_accounts_at_one_address_are_stopped_together(code):
    total = sum(tried(helper(account_id=number), 500) for number in range(20))
    assert total == WRONG_PER_ADDRESS_HOUR_MAX
    assert find_spoken(actor=helper(account_id=99, address="10.1.1.2"), typed=code)


def test_a_brute_force_of_a_thousand_guesses_over_a_day_gets_a_bounded_number_of_answers(at):
    answered = 0
    for _ in range(24):
        answered += sum(tried(helper(account_id=number), 60) for number in range(3))
        at.shift(timedelta(hours=1))
    assert answered == 24 * 3 * WRONG_PER_ACCOUNT_HOUR_MAX


def test_one_code_is_not_watched_from_many_desks(code, person):
    for number in range(ASKED_PER_CODE_HOUR_MAX):
        find_spoken(actor=helper(account_id=number, address=f"10.1.2.{number}"), typed=code)
    with pytest.raises(TooManyTries):
        find_spoken(actor=helper(account_id=500, address="10.1.3.1"), typed=code)


def test_only_those_with_the_right_may_ask(code):
    for role in ("citizen", "gate_operator", "tracer", "city_health"):
        with pytest.raises(Forbidden):
            find_spoken(actor=someone_as(role, ScopeKind.CITY), typed=code)


def test_tries_are_forgotten_after_a_day_and_with_the_person(person, code, at):
    find_spoken(actor=helper(), typed=code)
    tried(helper(), 1)
    erase_person(actor=SYSTEM, person_id=person.id, ground=ErasureGround.OWN_REQUEST)
    assert not SpokenTry.objects.filter(who__startswith="code:").exists()
    at.shift(KEEP_TRIES + timedelta(hours=1))
    assert forget_tries(clock.now()) == 2
