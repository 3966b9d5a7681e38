"""The account with which a proven person goes on."""

from antoan.domains.identity.errors import AccountClosed
from antoan.domains.people.queries.persons import person_view
from antoan.foundation.accounts.models import Account
from antoan.foundation.accounts.services import citizen_account
from antoan.kit.text import name_label


def account_of(person_id: int) -> Account:
    """Return the account of a person who has proven who they are; AccountClosed."""
    account = citizen_account(person_id=person_id, name=name_label(person_view(person_id).full_name))
    if not account.is_active:
        raise AccountClosed
    return account
