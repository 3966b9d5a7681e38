"""Reads of cards and batches."""

from antoan.domains.cards.queries.batches import batch_for, batches_of, parts_of_batch, wards_for_batches
from antoan.domains.cards.queries.cards import card_for, cards_of_person
from antoan.domains.cards.queries.outreach import outreach_of, wards_for_outreach
from antoan.domains.cards.queries.rosters import (
    all_faulty_of_roster,
    counts_of_roster,
    preview_of_roster,
    roster_for,
    rosters_of,
)

__all__ = [
    "all_faulty_of_roster",
    "batch_for",
    "batches_of",
    "card_for",
    "cards_of_person",
    "counts_of_roster",
    "outreach_of",
    "parts_of_batch",
    "preview_of_roster",
    "roster_for",
    "rosters_of",
    "wards_for_batches",
    "wards_for_outreach",
]
