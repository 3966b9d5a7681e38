"""Reads of merges: what would move, what was merged and can still be undone."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from antoan.domains.identity.errors import MergeNotFound
from antoan.domains.identity.merging.photograph import LEFT_ALONE
from antoan.domains.identity.models import Merge
from antoan.domains.people.permissions import CHANGE
from antoan.domains.people.queries import require_over_person
from antoan.domains.privacy.copying.pieces import who
from antoan.domains.privacy.registry import parts
from antoan.foundation.accounts.actor import Actor
from antoan.kit.errors import Forbidden, NotFound
from antoan.kit.words import Words


@dataclass(frozen=True, slots=True)
class MergeView:
    """A merge that may be undone."""

    id: UUID
    kept_id: int
    because: str
    moved: tuple[tuple[Words, int], ...]
    merged_at: datetime
    undo_until: datetime


def merge_for(actor: Actor, merge_id: UUID) -> MergeView:
    """Return a merge of somebody within the actor's reach; MergeNotFound."""
    return _view(merge_row(actor, merge_id))


def merges_into(actor: Actor, person_id: int) -> list[MergeView]:
    """Return the merges into a person that can still be undone; PersonNotFound, Forbidden."""
    require_over_person(actor, CHANGE, person_id)
    return [_view(row) for row in Merge.objects.filter(kept=person_id).order_by("-merged_at")]


def would_move(actor: Actor, person_id: int) -> tuple[tuple[Words, int], ...]:
    """Return of which data how many rows would move from an entry; PersonNotFound, Forbidden."""
    require_over_person(actor, CHANGE, person_id)
    return _in_words(moves_of(person_id))


def moves_of(person_id: int) -> dict[str, int]:
    """Return how many rows of an entry a merge moves, by part; for services."""
    keys = who(person_id)
    counts = {
        part.key: sum(kept.count(keys) for kept in part.kept if kept.table not in LEFT_ALONE)
        for part in parts()
    }
    return {key: count for key, count in counts.items() if count}


def merge_row(actor: Actor, merge_id: UUID, *, lock: bool = False) -> Merge:
    """Return the row of a merge within the actor's reach; MergeNotFound."""
    rows = Merge.objects.select_for_update() if lock else Merge.objects.all()
    row = rows.filter(pk=merge_id).first()
    if row is None:
        raise MergeNotFound
    try:
        require_over_person(actor, CHANGE, row.kept_id)
    except (NotFound, Forbidden):
        raise MergeNotFound from None
    return row


def _view(row: Merge) -> MergeView:
    return MergeView(row.pk, row.kept_id, row.because, _in_words(row.moved), row.merged_at, row.undo_until)


def _in_words(moved: dict[str, int]) -> tuple[tuple[Words, int], ...]:
    return tuple((part.title, moved[part.key]) for part in parts() if part.key in moved)
