"""Registers whom a list names first, and takes them back when the list was a mistake."""

from typing import Final
from uuid import uuid5

from antoan.domains.cards.rosters.rows import ReadLine
from antoan.domains.identity.services.at_gate import register_by_word
from antoan.domains.people.services import erase_person, register_person
from antoan.domains.people.values import ErasureGround
from antoan.domains.privacy.queries.holdings import holdings_of
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.imports.values import RunRef
from antoan.kit import clock

# What a list itself brings about: everything else is a sign that the person is known by more.
_OF_THE_LIST: Final = (
    "people_person", "people_document", "people_phone", "identity_registration", "cards_", "codes_", "passes_pass", "audit_",
)  # fmt: skip


def register_line(run: RunRef, line: ReadLine, *, is_doubtful: bool) -> int:
    """Register the person of a row; with somebody elsewhere very alike, a desk compares the two."""
    assert line.person is not None
    if is_doubtful:
        return register_by_word(
            registration_id=uuid5(run.id, str(line.number)), person=line.person, ward_id=line.person.ward_id, now=clock.now(),
        )  # fmt: skip
    return register_person(actor=_bringer(run), person=line.person).id


def is_in_use(person_id: int) -> bool:
    """Tell whether more is known of somebody than what a list and its cards brought about."""
    return any(not table.startswith(_OF_THE_LIST) for table in holdings_of(person_id).rows)


def take_back(run: RunRef, person_id: int) -> None:
    """Erase somebody who was registered by a list alone: cards and codes with them."""
    erase_person(actor=_bringer(run), person_id=person_id, ground=ErasureGround.REGISTERED_WRONGLY)


def _bringer(run: RunRef) -> Actor:
    """Return who brought the list, whose right was checked then: the trail names the account."""
    return Actor(account_id=run.account_id, label="cards", is_system=True)
