"""The account with which a citizen signs in by a text message: one a person, one right, over oneself."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session

from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.jobs import clear_sessions
from antoan.foundation.accounts.models import Grant
from antoan.foundation.accounts.queries import actor_for
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.accounts.services import citizen_account, close_account, end_grant, give_grant
from antoan.kit import clock
from tests.factories.accounts import an_account

pytestmark = pytest.mark.django_db


def test_a_person_has_one_account_with_the_right_over_oneself():
    account = citizen_account(person_id=41, name="N.V. An")
    assert citizen_account(person_id=41, name="N.V. An") == account
    assert [(grant.role, grant.scope_kind) for grant in Grant.objects.all()] == [("citizen", "self")]
    assert not account.has_usable_password()
    assert account.login != citizen_account(person_id=42, name="L.T. Hoa").login


def test_an_account_that_was_there_gets_the_right_once():
    account = an_account("bac.si", person_id=41)
    assert citizen_account(person_id=41, name="") == account
    citizen_account(person_id=41, name="")
    assert Grant.objects.count() == 1


def test_a_right_that_was_taken_is_not_given_again():
    account = citizen_account(person_id=41, name="N.V. An")
    end_grant(actor=SYSTEM, grant_id=account.grants.get().pk, reason="test")
    assert actor_for(citizen_account(person_id=41, name="N.V. An")).grants == ()


def test_a_closed_account_stays_closed():
    account = citizen_account(person_id=41, name="N.V. An")
    close_account(actor=SYSTEM, account_id=account.pk, reason="test")
    assert not citizen_account(person_id=41, name="N.V. An").is_active


def test_by_a_message_nobody_holds_a_right_that_needs_a_second_factor():
    account = citizen_account(person_id=41, name="N.V. An")
    give_grant(actor=SYSTEM, account_id=account.pk, role="ward_officer", scope_kind=ScopeKind.CITY)
    assert {grant.role for grant in actor_for(account).grants} == {"citizen", "ward_officer"}
    assert {grant.role for grant in actor_for(account, by_message=True).grants} == {"citizen"}


def test_sessions_that_ran_out_are_deleted():
    keys = []
    for seconds in (60, 3600):
        session = SessionStore()
        session.set_expiry(seconds)
        session.save()
        keys.append(session.session_key)
    with time_machine.travel(clock.now() + timedelta(minutes=30), tick=False):
        clear_sessions(0)
    assert list(Session.objects.values_list("session_key", flat=True)) == keys[1:]
