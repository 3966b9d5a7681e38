"""Deletes the account of a person who is being erased."""

from django.db import transaction
from django.db.models import ProtectedError

from antoan.foundation.accounts.models import Account


@transaction.atomic
def forget_account_of(person_id: int) -> None:
    """Delete the account a person signs in with. One that gave grants to others stays, emptied and closed."""
    account = Account.objects.filter(person_id=person_id).first()
    if account is None:
        return
    try:
        with transaction.atomic():
            account.delete()
    except ProtectedError:
        _empty(account)


def _empty(account: Account) -> None:
    account.login, account.name, account.email = f"erased-{account.pk}", "", ""
    account.person_id, account.is_active = None, False
    account.set_unusable_password()
    account.save()
