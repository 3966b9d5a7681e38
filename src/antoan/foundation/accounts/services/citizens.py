"""Opens the account with which a citizen signs in by a text message: no password, one right, over oneself."""

from typing import Final
from uuid import uuid4

from django.db import IntegrityError, transaction

from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.foundation.accounts.services.accounts import create_account
from antoan.foundation.accounts.services.grants import give_grant

CITIZEN: Final = "citizen"
_REASON: Final = "signed in by phone"


@transaction.atomic
def citizen_account(*, person_id: int, name: str) -> Account:
    """Return the account that is a person, opened with the citizen's right where it lacks; the caller has proof.

    A login is drawn, so that no number of a person is one (lesson L9). A closed account is returned closed.
    """
    account = _account_of(person_id) or _opened(person_id, name)
    if account.is_active and not _may_be_citizen(account):
        give_grant(
            actor=SYSTEM, account_id=account.pk, role=CITIZEN, scope_kind=ScopeKind.SELF, reason=_REASON
        )
    return account


def _account_of(person_id: int) -> Account | None:
    return Account.objects.select_for_update().filter(person_id=person_id).first()


def _opened(person_id: int, name: str) -> Account:
    """Open the account, unless another sign-in of the same person did so just now."""
    try:
        with transaction.atomic():
            return create_account(
                actor=SYSTEM, login=f"citizen-{uuid4().hex}", name=name, person_id=person_id
            )
    except IntegrityError:
        return Account.objects.select_for_update().get(person_id=person_id)


def _may_be_citizen(account: Account) -> bool:
    # A grant that was ended on purpose is not given again.
    return account.grants.filter(role=CITIZEN, scope_kind=ScopeKind.SELF).exists()
