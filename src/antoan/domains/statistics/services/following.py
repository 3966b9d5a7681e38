"""Keeps the counts up to the minute: what single statements noted becomes sums."""

from django.db import transaction

from antoan.domains.statistics.limits import NOTES_PER_BATCH
from antoan.domains.statistics.queries.folding import fold_batch


def fold_notes() -> int:
    """Fold all that was noted, a batch a transaction; return how many notes there were."""
    folded = 0
    while True:
        with transaction.atomic():
            taken = fold_batch()
        folded += taken
        if taken < NOTES_PER_BATCH:
            return folded
