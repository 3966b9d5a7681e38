"""Under whose name and number a declaration by SMS is kept."""

from typing import Final
from uuid import NAMESPACE_OID, UUID, uuid5

from antoan.domains.declarations.values import Authorship, Channel, Verification

WORDS_LETTERS_MAX: Final = 300  # maxLength of the text of both forms.
BY_SMS: Final = Authorship(channel=Channel.SMS, verified_by=Verification.NUMBER)


def declaration_id(incoming_id: int) -> UUID:
    """Return the id of the declaration that an incoming message makes, however often it is handled."""
    return uuid5(NAMESPACE_OID, f"antoan:textline:{incoming_id}")
