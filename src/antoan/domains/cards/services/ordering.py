"""Somebody orders a batch, lets a stopped one go on, or takes a wrong one back."""

from dataclasses import asdict
from functools import partial
from uuid import UUID

from django.db import transaction

from antoan.domains.areas.queries import area
from antoan.domains.cards.errors import BatchNotFound, TooManyBatches, WrongMoment
from antoan.domains.cards.limits import LIVE_BATCHES_MAX
from antoan.domains.cards.models import Batch
from antoan.domains.cards.permissions import MAKE_BATCH
from antoan.domains.cards.queries.batches import batch_row, scope_of, view_of
from antoan.domains.cards.rules import checked_batch, readable_reason
from antoan.domains.cards.values import ROSTER, WORKING, BatchState, BatchView, NewBatch, RosterOwner, Source
from antoan.domains.units.queries import unit_for
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.audit.services import record_decision
from antoan.foundation.imports.queries import run_of
from antoan.foundation.imports.values import RunState
from antoan.kit import clock


@transaction.atomic
def order_batch(*, actor: Actor, new: NewBatch) -> BatchView:
    """Order cards for a ward or a unit; the worker makes them. The same id again is the same batch.

    Forbidden, UnitNotFound, AreaNotFound, BatchUnclear, TooManyBatches; of a list that was brought RunNotFound, and
    WrongMoment unless it is loaded.
    """
    checked = checked_batch(new)
    known = Batch.objects.filter(pk=new.id).first()
    if known is not None:
        if not actor.may(MAKE_BATCH, scope_of(known)):
            raise BatchNotFound
        return view_of(known)
    row = _row(actor, checked)
    require(actor, MAKE_BATCH, scope_of(row))
    refuse_too_many(actor)
    if row.roster_id is not None:
        _require_loaded(row, row.roster_id)
    row.save(force_insert=True)
    note(
        actor, row, "ordered",
        {"layout": row.layout, "chosen": row.chosen, "roster": str(row.roster_id or "")},
    )  # fmt: skip
    transaction.on_commit(partial(_wake, row.pk))
    return view_of(row)


@transaction.atomic
def go_on(*, actor: Actor, batch_id: UUID) -> None:
    """Let a batch that stopped go on, once what stopped it is mended; WrongMoment."""
    row = batch_row(actor, batch_id, lock=True)
    if row.state != BatchState.STOPPED:
        raise WrongMoment
    row.state, row.fault = BatchState.MAKING, ""
    row.save()
    note(actor, row, "continued", {})
    transaction.on_commit(partial(_wake, row.pk))


@transaction.atomic
def revoke_batch(*, actor: Actor, batch_id: UUID, because: str) -> None:
    """Take a wrong batch back: the code on every card of it is revoked, others stay in force. Twice is once.

    ReasonMissing, BatchNotFound.
    """
    reason = readable_reason(because)
    row = batch_row(actor, batch_id, lock=True)
    if row.state in (BatchState.REVOKING, BatchState.REVOKED):
        return
    row.state, row.revoked_because, row.fault = BatchState.REVOKING, reason, ""
    row.save()
    note(actor, row, "revoked", {"cards": row.made}, reason)
    transaction.on_commit(partial(_wake, row.pk))


def refuse_too_many(actor: Actor) -> None:
    """Raise TooManyBatches while as many of an account are being made as may be."""
    live = Batch.objects.filter(ordered_by_account_id=actor.account_id, state__in=sorted(WORKING))
    if live.count() >= LIVE_BATCHES_MAX:
        raise TooManyBatches


def note(actor: Actor, row: Batch, action: str, detail: dict[str, object], why: str = "") -> None:
    """Keep in the trail what was done with a batch."""
    record_decision(
        actor, action=f"cards.batch.{action}", object_kind="batch", object_id=row.pk, purpose=why,
        detail={"ward": row.ward_id, "unit": row.unit_id, **detail},
    )  # fmt: skip


def _row(actor: Actor, new: NewBatch) -> Batch:
    if new.unit_id is None:
        assert new.ward_id is not None
        title, source = area(new.ward_id).name, Source.WARD
    else:
        title, source = unit_for(actor, new.unit_id).name, Source.UNIT
    if new.roster_id is not None:
        source = Source.FILE
    return Batch(
        id=new.id, source=source, ward_id=new.ward_id, unit_id=new.unit_id, roster_id=new.roster_id,
        title=title[:200], layout=new.layout,
        chosen=asdict(new.chosen), ordered_at=clock.now(), ordered_by_account_id=actor.account_id,
    )  # fmt: skip


def _require_loaded(row: Batch, roster_id: UUID) -> None:
    owner = RosterOwner(ward_id=row.ward_id, unit_id=row.unit_id)
    if run_of(ROSTER, owner.text, roster_id).state is not RunState.LOADED:
        raise WrongMoment


def _wake(batch_id: UUID) -> None:
    from antoan.domains.cards.jobs import work  # The job engine is only needed once something waits.

    work.defer(batch_id=str(batch_id))
