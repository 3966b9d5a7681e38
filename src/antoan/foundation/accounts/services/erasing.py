"""Deletes the account of a person who is being erased, and what its sign-ins left."""

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import ProtectedError

from antoan.foundation.accounts.models import Account, Grant
from antoan.foundation.db.history import history


@transaction.atomic
def forget_account_of(person_id: int) -> None:
    """Delete the account a person signs in with. One that gave grants to others stays, emptied and closed."""
    account = Account.objects.filter(person_id=person_id).first()
    if account is None:
        return
    _forget_sign_ins(account)
    grants = history(Grant).filter(account=account.pk)
    try:
        with transaction.atomic():
            account.delete()
            grants.delete()
    except ProtectedError:
        _empty(account)


def _forget_sign_ins(account: Account) -> None:
    """Delete sessions, which hold the login, and tries that failed."""
    keys = list(UserSession.objects.filter(user=account).values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    for table in (AccessAttempt, AccessFailureLog):
        table.objects.filter(username=account.login).delete()


def _empty(account: Account) -> None:
    account.login, account.name, account.email = f"erased-{account.pk}", "", ""
    account.person_id, account.is_active = None, False
    account.set_unusable_password()
    account.save()
