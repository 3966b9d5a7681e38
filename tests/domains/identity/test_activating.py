"""An activation code, printed at a desk, opens one person's entry once (domain.md §11: codes by SMS that never come)."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from antoan.domains.identity import services
from antoan.domains.identity.errors import (
    ActivationImpossible,
    ActivationWrong,
    Locked,
    TooManyActivations,
)
from antoan.domains.identity.limits import ACTIVATION_TRIES_PER_ADDRESS_HOUR_MAX
from antoan.domains.identity.models import ActivationCode
from antoan.domains.messaging.models import Message
from antoan.domains.people.values import Birth
from antoan.foundation.accounts.actor import STRANGER
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit.errors import Forbidden
from tests.factories.areas import ward
from tests.factories.people import a_cccd, a_person, citizen
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 22, 5, tzinfo=UTC)
BORN = date(1948, 3, 9)


@pytest.fixture(autouse=True)
def travelled():
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def person():
    return a_person("Lê Thị Hoa", BORN, phones=("0912345678",), ward_id=ward().id)


def helper(ward_id=None):
    return someone_as("helper", ScopeKind.AREA, ward_id or ward().id, account_id=61)


def printed(person, actor=None, **more):
    known = {"paper": person.documents[0], "birth": person.birth} | more
    return services.print_activation(actor=actor or helper(), **known)


def test_a_printed_code_opens_the_entry_of_its_person_once(person):
    slip = printed(person)
    assert (slip.initials, slip.birth_year, slip.expires_at) == ("L.T.H.", 1948, NOON + timedelta(days=7))
    account = services.enter_activation(typed=slip.code.lower().replace("-", " "))
    assert account.person_id == person.id
    with pytest.raises(ActivationWrong):
        services.enter_activation(typed=slip.code)
    assert TrailEntry.objects.get(action="identity.activation.printed").actor_account_id == 61


def test_of_the_code_only_a_digest_is_kept(person):
    slip = printed(person)
    [row] = ActivationCode.objects.values()
    assert slip.code.replace("-", "") not in str(row)


@pytest.mark.parametrize(("days", "works"), [(6, True), (7, False)])
def test_a_code_runs_out_after_a_week(person, travelled, days, works):
    code = printed(person).code
    travelled.shift(timedelta(days=days))
    if works:
        assert services.enter_activation(typed=code)
        return
    with pytest.raises(ActivationWrong):
        services.enter_activation(typed=code)


def test_a_second_print_ends_the_first(person):
    first, second = printed(person).code, printed(person).code
    with pytest.raises(ActivationWrong):
        services.enter_activation(typed=first)
    assert services.enter_activation(typed=second)


def test_the_person_is_told_that_a_code_was_printed(person):
    printed(person)
    message = Message.objects.get()
    assert (message.template, message.number) == ("identity.activation", "+84912345678")


def test_a_wrong_birth_an_unknown_paper_and_a_person_elsewhere_get_one_answer(person):
    far = a_person("Phạm Văn Xa", BORN, ward_id=ward("25747").id)
    said = set()
    for more in (
        {"birth": Birth(date(1948, 3, 10))},
        {"paper": a_cccd()},
        {"paper": far.documents[0], "birth": far.birth},
    ):
        with pytest.raises(ActivationImpossible) as refusal:
            printed(person, **more)
        said.add((refusal.value.code, refusal.value.message))
    assert len(said) == 1


def test_only_desks_print(person):
    for actor in (STRANGER, citizen(person.id), someone_as("clinic_staff", ScopeKind.CITY)):
        with pytest.raises(Forbidden):
            printed(person, actor)


def test_a_desk_prints_a_bounded_number_a_day(person, monkeypatch):
    monkeypatch.setattr("antoan.domains.identity.services.activating.ACTIVATIONS_PER_ACCOUNT_DAY_MAX", 2)
    printed(person)
    printed(person)
    with pytest.raises(TooManyActivations):
        printed(person)


def test_guessing_from_one_address_ends_with_an_alarm(person, travelled):
    code = printed(person).code
    for guess in range(ACTIVATION_TRIES_PER_ADDRESS_HOUR_MAX):
        with pytest.raises(ActivationWrong):
            services.enter_activation(typed=f"{guess:012}", address="203.0.113.9")
    with pytest.raises(Locked):
        services.enter_activation(typed=code, address="203.0.113.9")
    assert TrailEntry.objects.filter(action="identity:activation:guessed").count() == 1
    assert services.enter_activation(typed=code, address="198.51.100.1")


@pytest.mark.parametrize("typed", ["", "x" * 10_000, "ìíî", "\x00"])
def test_what_is_no_code_is_wrong(typed):
    with pytest.raises(ActivationWrong):
        services.enter_activation(typed=typed)
