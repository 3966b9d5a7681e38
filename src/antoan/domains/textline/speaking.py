"""Lets a person act by SMS: with fewer rights than after signing in, since a sender's number can be forged.

What is told goes to the number itself, so a forger learns nothing; what is done can be contested, and says
that it came by SMS.
"""

from typing import Final

from antoan.domains.codes.permissions import SHOW
from antoan.domains.corrections.permissions import READ as READ_TICKET
from antoan.domains.declarations.permissions import MAKE
from antoan.domains.passes.permissions import READ as READ_PASS
from antoan.domains.people.queries import Speaker
from antoan.domains.visits.permissions import CHECK_ONESELF, READ_OWN
from antoan.foundation.accounts.actor import Actor, HeldGrant
from antoan.foundation.accounts.scopes import ScopeKind

PERMISSIONS: Final = frozenset({SHOW, MAKE, READ_PASS, READ_TICKET, CHECK_ONESELF, READ_OWN})


def actor_of(speaker: Speaker) -> Actor:
    """Return whoever holds the telephone, as one who acts for themselves and for dependants."""
    grant = HeldGrant("sms", PERMISSIONS, ScopeKind.SELF, None)
    return Actor(account_id=None, label="sms", person_id=speaker.speaking_id, grants=(grant,))
