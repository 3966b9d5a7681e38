"""Opening accounts and giving grants."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt

from antoan.foundation.accounts import queries, services
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.audit.models import TrailEntry
from antoan.kit import clock

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def an_account(login="hoa", **kwargs):
    return services.create_account(actor=SYSTEM, login=login, name="Lê Thị Hoa", **kwargs)


def test_an_account_can_be_opened_with_its_second_factor():
    account = an_account(" Hoa.Le ", password="mot mat khau dai", totp_secret=SECRET)
    assert account.login == "hoa.le"
    assert account.check_password("mot mat khau dai")
    kept = Authenticator.objects.get(user=account)
    assert SECRET not in str(kept.data)
    assert decrypt(kept.data["secret"]) == SECRET
    assert TrailEntry.objects.get().action == "accounts:account:created"


def test_a_grant_holds_from_its_first_moment_to_its_last():
    account = an_account()
    grant = services.give_grant(
        actor=SYSTEM, account_id=account.pk, role="tracer", scope_kind=ScopeKind.AREA, scope_id=5,
        valid_from=clock.parse_moment("2026-11-22T08:00:00+07:00"),
        expires_at=clock.parse_moment("2026-11-23T08:00:00+07:00"),
    )  # fmt: skip
    second = timedelta(seconds=1)
    assert not queries.actor_for(account, at=grant.valid_from - second).grants
    assert queries.actor_for(account, at=grant.valid_from).grants
    assert queries.actor_for(account, at=grant.expires_at - second).grants
    assert not queries.actor_for(account, at=grant.expires_at).grants
