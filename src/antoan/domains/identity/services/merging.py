"""A desk makes one person of two entries, and can undo it for some days."""

from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from antoan.domains.codes.services import issue_personal_code
from antoan.domains.identity.errors import AlreadyMerged, MergeOver, MergeUnclear, OwnCase
from antoan.domains.identity.limits import MERGE_REASON_LETTERS, MERGE_UNDO_FOR
from antoan.domains.identity.merging.photograph import Photograph, Tables, models_by_table, now_of, stand_of
from antoan.domains.identity.merging.undoing import plan_of
from antoan.domains.identity.models import Merge
from antoan.domains.identity.queries.merges import merge_row, moves_of
from antoan.domains.people.events import PersonChanged
from antoan.domains.people.heads import head_of
from antoan.domains.people.permissions import CHANGE
from antoan.domains.people.queries import answers_for, require_over_person
from antoan.domains.people.queries.bulk import locked_identities
from antoan.domains.people.queries.persons import person_view
from antoan.domains.people.services import erase_person, hand_over_person, leave_shell
from antoan.domains.people.values import ErasureGround
from antoan.domains.privacy.copying.pieces import who
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.accounts.services import close_account
from antoan.foundation.audit.services import record_decision
from antoan.foundation.db.photographs import delete_rows, insert_rows, set_columns
from antoan.foundation.events.bus import announce
from antoan.kit import clock
from antoan.kit.text import squeeze

FINISHED_AT_ONCE: Final = 20


@transaction.atomic
def merge_entries(*, actor: Actor, merge_id: UUID, kept_id: int, dropped_id: int, because: str) -> None:
    """Make one person of two entries: records, visits, declarations and all else move; codes of the dropped one end.

    It can be undone for MERGE_UNDO_FOR. The same id again is the same merge. PersonNotFound, Forbidden, OwnCase,
    MergeImpossible, MergeUnclear, AlreadyMerged, MergeTooLarge.
    """
    require_over_person(actor, CHANGE, kept_id)
    if Merge.objects.filter(pk=merge_id, kept=kept_id, dropped=dropped_id).exists():
        return
    require_over_person(actor, CHANGE, dropped_id)
    if answers_for(actor, kept_id) or answers_for(actor, dropped_id):
        raise OwnCase
    reason, now = _readable(because), clock.now()
    locked_identities(sorted({kept_id, dropped_id}))
    _refuse_entangled(merge_id, kept_id, dropped_id)
    before = stand_of((kept_id, dropped_id))
    moved = moves_of(dropped_id)
    _close_account(dropped_id, reason)
    hand_over_person(actor=actor, kept_id=kept_id, dropped_id=dropped_id)
    leave_shell(person_id=dropped_id)
    after = _joined(stand_of((kept_id, dropped_id)), now_of(before))
    Merge.objects.create(
        id=merge_id, kept_id=kept_id, dropped_id=dropped_id, because=reason, moved=moved, merged_at=now,
        photograph=Photograph(before, after).as_text(), merged_by_account_id=actor.account_id,
        undo_until=now + MERGE_UNDO_FOR,
    )  # fmt: skip


@transaction.atomic
def undo_merge(*, actor: Actor, merge_id: UUID) -> int:
    """Let two entries stand as before; return the one that is back. What was changed since stays as it is now.

    A revoked code never comes back, so the restored person gets a new one. MergeNotFound, MergeOver.
    """
    row, now = merge_row(actor, merge_id, lock=True), clock.now()
    if now >= row.undo_until:
        raise MergeOver
    kept_id, dropped_id = row.kept_id, row.dropped_id
    locked_identities(sorted({kept_id, dropped_id}))
    photograph = Photograph.read(row.photograph)
    models = models_by_table()
    plans = plan_of(photograph, now_of(photograph.before, photograph.after))
    row.delete()
    for table, plan in plans.items():
        delete_rows(models[table], plan.delete)
    for table, plan in plans.items():
        for before, columns in plan.change:
            set_columns(models[table], before, columns)
        insert_rows(models[table], plan.insert)
    for person_id in (kept_id, dropped_id):
        announce(PersonChanged(person_id))
        record_decision(
            actor, action="identity.merge.undone", object_kind="person", object_id=kept_id, person_id=person_id,
            detail={"restored": dropped_id},
        )  # fmt: skip
    issue_personal_code(actor=SYSTEM, subject=head_of(person_view(dropped_id)))
    return dropped_id


def finish_merges(*, now: datetime) -> int:
    """Erase the shells of merges whose days are over; return how many of one batch. Safe to repeat."""
    due = Merge.objects.filter(undo_until__lte=now).order_by("undo_until")
    shells = list(due.values_list("dropped_id", flat=True)[:FINISHED_AT_ONCE])
    for dropped_id in shells:
        erase_person(actor=SYSTEM, person_id=dropped_id, ground=ErasureGround.REGISTERED_TWICE)
    return len(shells)


def end_merges_of(person_id: int) -> None:
    """Leave nothing of the merges of somebody who is being erased: photographs and shells are theirs too."""
    shells = list(Merge.objects.filter(kept=person_id).values_list("dropped_id", flat=True))
    Merge.objects.filter(Q(kept=person_id) | Q(dropped=person_id)).delete()
    for dropped_id in shells:
        erase_person(actor=SYSTEM, person_id=dropped_id, ground=ErasureGround.REGISTERED_TWICE)


def _readable(because: str) -> str:
    reason = squeeze(because)
    least, most = MERGE_REASON_LETTERS
    if not least <= len(reason) <= most:
        raise MergeUnclear
    return reason


def _refuse_entangled(merge_id: UUID, kept_id: int, dropped_id: int) -> None:
    """Refuse what could not be undone in any order: a shell, or an entry into which another went."""
    entangled = Q(dropped__in=[kept_id, dropped_id]) | Q(kept=dropped_id) | Q(pk=merge_id)
    if Merge.objects.filter(entangled).exists():
        raise AlreadyMerged


def _close_account(person_id: int, reason: str) -> None:
    account_id = who(person_id).account_id
    if account_id is not None:
        close_account(actor=SYSTEM, account_id=account_id, reason=reason)


def _joined(*several: Tables) -> Tables:
    joined: Tables = {}
    for tables in several:
        for table, rows in tables.items():
            joined[table] = joined.get(table, {}) | rows
    return joined
