"""Keeps passes in step with records, in the transaction that changes a record."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from django.db import transaction

from antoan.domains.passes.queries.deriving import derive_passes
from antoan.domains.passes.queries.storage import drop_passes, passes_of_nobody, save_passes
from antoan.domains.people.queries.bulk import all_person_ids
from antoan.kit import clock

BATCH_PEOPLE: Final = 1_000


@transaction.atomic(savepoint=False)  # A pass that cannot be derived undoes what would have changed it.
def recompute(person_ids: Iterable[int], *, today: date | None = None) -> int:
    """Derive the passes of these people anew; return how many changed. For one person and for a million.

    The people's rows are locked in order of id until the transaction ends, so two at once lose nothing and
    cannot block one another for ever. Whoever is gone loses the pass.
    """
    day = today or clock.today()
    changed = 0
    everybody = sorted(set(person_ids))
    for first in range(0, len(everybody), BATCH_PEOPLE):
        batch = everybody[first : first + BATCH_PEOPLE]
        derived = derive_passes(batch, today=day)
        changed += save_passes(derived, at=clock.now())
        if len(derived) < len(batch):
            changed += drop_passes(sorted(set(batch) - {row.person_id for row in derived}))
    return changed


def recompute_all(*, today: date | None = None) -> int:
    """Derive every pass anew, one transaction a batch; return how many changed. Scans go on meanwhile."""
    changed = sum(recompute(batch, today=today) for batch in all_person_ids(BATCH_PEOPLE))
    return changed + drop_passes(passes_of_nobody())
