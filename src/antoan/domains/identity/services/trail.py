"""Keeps in the trail what somebody on a proven number did: no account stands behind it yet."""

from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision


def note_by_phone(action: str, person_id: int, address: str) -> None:
    """Keep what was done to a person's entry from a telephone, for that person to see."""
    record_decision(
        Actor(account_id=None, label="phone", address=address),
        action=action,
        object_kind="person",
        object_id=person_id,
        person_id=person_id,
    )
