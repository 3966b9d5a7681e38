"""An office decides several tickets with one reason; each for itself, so that one that cannot be keeps no other back."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from antoan.domains.corrections.errors import TooManyAtOnce
from antoan.domains.corrections.services.deciding import grant_ticket, refuse_ticket
from antoan.domains.corrections.values import TicketView
from antoan.foundation.accounts.actor import Actor
from antoan.kit.errors import AntoanError

SEVERAL_MAX: Final = 25  # A page of the list: as many as somebody can have looked at.


@dataclass(frozen=True, slots=True)
class DecidedOne:
    """What became of one ticket: as it is now, or what kept it from being decided."""

    number: str
    ticket: TicketView | None = None
    error: AntoanError | None = None


def decide_several(*, actor: Actor, numbers: Iterable[str], grants: bool, words: str) -> list[DecidedOne]:
    """Grant tickets as they were asked, or refuse them, in order; the same rules as for one. TooManyAtOnce."""
    asked = list(dict.fromkeys(numbers))
    if len(asked) > SEVERAL_MAX:
        raise TooManyAtOnce
    decide = grant_ticket if grants else refuse_ticket
    decided = []
    for number in asked:
        try:
            with transaction.atomic():
                decided.append(DecidedOne(number, ticket=decide(actor=actor, number=number, words=words)))
        except AntoanError as error:
            decided.append(DecidedOne(number, error=error))
    return decided
