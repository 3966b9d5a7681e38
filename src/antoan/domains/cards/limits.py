"""Bounds of cards, each with what happens at it."""

from typing import Final

BATCH_CARDS_MAX: Final = 20_000  # Whoever comes later in the order is left to the next batch.
PART_CARDS: Final = 500  # Of one document: 50 sheets, one or two seconds of work.
STEP_CARDS: Final = 50  # Made in one transaction; a fallen worker repeats no more.
REVOKE_STEP_CARDS: Final = 100
ROSTER_UNDO_STEP: Final = 25  # People taken back in one transaction: each is erased from every table.
LIVE_BATCHES_MAX: Final = 3  # Of one account; the next is refused.
BATCHES_SHOWN: Final = 50
CARDS_SHOWN: Final = 20
REASON_LETTERS_MIN: Final = 5
REASON_LETTERS_MAX: Final = 150
AGE_YEARS_MAX: Final = 130
OUTREACH_SHOWN: Final = 30  # People of one page; each is in the trail as read.
OUTREACH_LOOKED_AT: Final = 500  # Compared with the codes at once.
