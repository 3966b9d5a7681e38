"""Volunteers help until a day, and are ended at once (feature 57)."""

from datetime import timedelta

import pytest
import time_machine

from antoan.domains.identity.errors import HelperNotFound, HelperUnclear
from antoan.domains.identity.limits import HELPER_DAYS_MAX
from antoan.domains.identity.queries.helpers import helpers_of, wards_with_helpers
from antoan.domains.identity.services import end_help, let_help
from antoan.foundation.accounts.errors import GrantToOneself
from antoan.foundation.accounts.queries import actor_for
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from tests.factories.accounts import an_account
from tests.factories.areas import ward
from tests.factories.cards import officer_of
from tests.factories.units import someone_as

pytestmark = pytest.mark.django_db


@pytest.fixture
def home():
    return ward().id


@pytest.fixture
def officer(home):
    return officer_of(home, account_id=an_account("can.bo", name="Cán bộ").pk)


@pytest.fixture
def lan():
    return an_account("chi.lan", name="Lê Thị Lan")


def helping(officer, home, account, days=7):
    let_help(actor=officer, ward_id=home, login=account.login, last_day=clock.today() + timedelta(days=days))


def names(officer, home):
    return [line.name for line in helpers_of(officer, home, at=clock.now())]


def may_register(account, home) -> bool:
    from antoan.domains.people.permissions import REGISTER
    from antoan.domains.people.queries.access import scope_of_home

    return actor_for(account).may(REGISTER, scope_of_home(home))


def test_a_volunteer_helps_to_the_end_of_the_last_day_and_not_a_second_longer(officer, home, lan):
    helping(officer, home, lan, days=7)
    end = clock.day_end(clock.today() + timedelta(days=7))
    assert may_register(lan, home)
    assert not may_register(lan, ward("25747").id)
    with time_machine.travel(end - timedelta(seconds=1), tick=False):
        assert may_register(lan, home)
    with time_machine.travel(end, tick=False):
        assert not may_register(lan, home)
        assert names(officer, home) == []


def test_one_or_all_are_ended_at_once(officer, home, lan):
    others = [an_account(f"tnv.{number}", name=f"Tình Nguyện {number}") for number in (1, 2)]
    for account in (lan, *others):
        helping(officer, home, account)
    grant = next(line for line in helpers_of(officer, home, at=clock.now()) if line.name == lan.name)
    assert end_help(actor=officer, ward_id=home, grant_id=grant.grant_id) == 1
    assert not may_register(lan, home)
    with pytest.raises(HelperNotFound):
        end_help(actor=officer, ward_id=home, grant_id=grant.grant_id)
    assert end_help(actor=officer, ward_id=home) == 2
    assert names(officer, home) == []


def test_letting_help_again_moves_the_end(officer, home, lan):
    helping(officer, home, lan, days=1)
    helping(officer, home, lan, days=9)
    [line] = helpers_of(officer, home, at=clock.now())
    assert line.expires_at == clock.day_end(clock.today() + timedelta(days=9))


@pytest.mark.parametrize("days", [-1, HELPER_DAYS_MAX + 1])
def test_no_right_is_longer_than_a_month_or_of_yesterday(officer, home, lan, days):
    with pytest.raises(HelperUnclear):
        helping(officer, home, lan, days)
    helping(officer, home, lan, HELPER_DAYS_MAX)


def test_an_unknown_login_is_answered_like_a_wrong_day(officer, home, lan):
    with pytest.raises(HelperUnclear):
        let_help(actor=officer, ward_id=home, login="khong.ai", last_day=clock.today())


def test_nobody_lets_themselves_help(home, lan):
    with pytest.raises(GrantToOneself):
        helping(officer_of(home, account_id=lan.pk), home, lan)


def test_only_the_wards_own_officer_decides(officer, home, lan):
    for actor in (officer_of(ward("25747").id), someone_as("helper", ScopeKind.AREA, home)):
        with pytest.raises(Forbidden):
            helping(actor, home, lan)
        with pytest.raises(Forbidden):
            end_help(actor=actor, ward_id=home)
        with pytest.raises(Forbidden):
            helpers_of(actor, home, at=clock.now())
    assert [one.id for one in wards_with_helpers(officer)] == [home]
