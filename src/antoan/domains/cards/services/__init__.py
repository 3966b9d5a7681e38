"""Writes of cards, one function per use case."""

from antoan.domains.cards.services.bringing import bring_roster, discard_roster, load_roster, undo_roster
from antoan.domains.cards.services.making import advance
from antoan.domains.cards.services.ordering import go_on, order_batch, revoke_batch
from antoan.domains.cards.services.reaching import note_reached
from antoan.domains.cards.services.singles import make_card, replace_lost
from antoan.domains.cards.services.taking import take_card, take_part

__all__ = [
    "advance",
    "bring_roster",
    "discard_roster",
    "go_on",
    "load_roster",
    "make_card",
    "note_reached",
    "order_batch",
    "replace_lost",
    "revoke_batch",
    "take_card",
    "take_part",
    "undo_roster",
]
