"""Keeps the counts of visits small: notes of single statements become sums."""

from datetime import date

from django.db import transaction

from antoan.domains.visits.queries.folding import BATCH_ROWS, add_missed, fold_batch


def fold_counts() -> int:
    """Fold all that was noted, a batch a transaction; return how many notes there were."""
    folded = 0
    while True:
        with transaction.atomic():
            taken = fold_batch()
        folded += taken
        if taken < BATCH_ROWS:
            return folded


@transaction.atomic
def count_missed(day: date) -> int:
    """Set right what the counts of a day lack or have too much, as after bulk loading; return in how many buckets.

    For nightly jobs, of days whose rows the log still holds: this does read the log.
    """
    return add_missed(day)
