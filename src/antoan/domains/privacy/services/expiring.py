"""Lets copies, closed requests, openings of names and reports go when their time is over."""

from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Final

from django.db import transaction

from antoan.domains.privacy.copying.vault import copies_vault
from antoan.domains.privacy.models import DataCopy, RetentionRun, RightsRequest, Unmasking
from antoan.domains.privacy.values import UNFINISHED, CopyState
from antoan.foundation.db.deleting import BATCH_ROWS, delete_batch

_SETTLED_AFTER: Final = timedelta(hours=1)  # No copy takes so long to be made.


@transaction.atomic
def expire_copies(*, now: datetime) -> int:
    """Drop the files of copies whose end has come; return how many."""
    ended = DataCopy.objects.filter(state=CopyState.READY, expires_at__lte=now)
    return _expire(list(ended.select_for_update(skip_locked=True).order_by("expires_at")[:BATCH_ROWS]))


@transaction.atomic
def forget_expired_copies(before: datetime) -> dict[str, int]:
    """Drop the files of copies made before a moment; return how many by table."""
    old = DataCopy.objects.filter(state=CopyState.READY, made_at__lt=before)
    count = _expire(list(old.select_for_update(skip_locked=True).order_by("made_at")[:BATCH_ROWS]))
    return {"privacy_datacopy": count} if count else {}


def sweep_copies(*, now: datetime) -> int:
    """Drop files that no row knows: of a transaction that failed, or a fall between commit and deletion."""
    vault = copies_vault()
    old = list(islice(vault.names_older_than(now - _SETTLED_AFTER), BATCH_ROWS))
    known = set(DataCopy.objects.filter(name__in=old).values_list("name", flat=True))
    left = [name for name in old if name not in known]
    for name in left:
        vault.drop(name)
    return len(left)


def forget_closed_requests(before: datetime) -> dict[str, int]:
    """Delete a batch of requests that were closed before a moment; return rows by table."""
    closed = RightsRequest.objects.exclude(state__in=sorted(UNFINISHED)).filter(closed_at__lt=before)
    return delete_batch(closed.order_by("closed_at"))


def forget_old_unmaskings(before: datetime) -> dict[str, int]:
    """Delete a batch of openings of names before a moment; return rows by table."""
    return delete_batch(Unmasking.objects.filter(since__lt=before).order_by("since"))


def forget_old_runs(before: datetime) -> dict[str, int]:
    """Delete a batch of reports from before a moment; return rows by table."""
    return delete_batch(RetentionRun.objects.filter(ran_at__lt=before).order_by("ran_at"))


def drop_copies_of(person_id: int) -> None:
    """Drop the files of somebody who is being erased, once that is committed."""
    copies = DataCopy.objects.filter(request__person=person_id).exclude(name="")
    for name in list(copies.values_list("name", flat=True)):
        transaction.on_commit(partial(copies_vault().drop, name))


def _expire(rows: list[DataCopy]) -> int:
    for row in rows:
        # After the commit: a transaction that fails leaves every row its file.
        transaction.on_commit(partial(copies_vault().drop, row.name))
        row.state, row.name = CopyState.EXPIRED, ""
        row.save(update_fields=["state", "name", "updated_at"])
    return len(rows)
