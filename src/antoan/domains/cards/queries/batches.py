"""Reads of batches, narrowed by what the actor's grants reach."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from antoan.domains.areas.queries import areas_within, wards_on
from antoan.domains.areas.values import AreaView
from antoan.domains.cards.errors import BatchNotFound
from antoan.domains.cards.limits import BATCHES_SHOWN
from antoan.domains.cards.models import Batch, Card
from antoan.domains.cards.permissions import MAKE_BATCH
from antoan.domains.cards.rules import parts_of
from antoan.domains.cards.values import WORKING, BatchState, BatchView, PartView, Source
from antoan.domains.people.queries.access import scope_of_home
from antoan.domains.printing.values import CardLayout
from antoan.domains.units.queries import scope_of_unit
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import Scope, ScopeKind
from antoan.kit import clock


def batch_for(actor: Actor, batch_id: UUID) -> BatchView:
    """Return a batch; BatchNotFound when there is none or it is out of the actor's reach."""
    return view_of(batch_row(actor, batch_id))


def batches_of(actor: Actor, *, unit_id: int | None = None) -> list[BatchView]:
    """Return the newest batches of a unit, or of the wards within the actor's reach."""
    if unit_id is not None:
        if not actor.may(MAKE_BATCH, scope_of_unit(unit_id)):
            return []
        rows = Batch.objects.filter(unit=unit_id)
    else:
        rows = _of_wards(actor)
    return [view_of(row) for row in rows.order_by("-ordered_at")[:BATCHES_SHOWN]]


def parts_of_batch(actor: Actor, batch_id: UUID) -> list[PartView]:
    """Return the documents of a batch, with when each was printed last; BatchNotFound."""
    row = batch_row(actor, batch_id)
    return [
        PartView(part.number, part.first, part.last, _moment(row, part.number))
        for part in parts_of(cards_made(row).count())
    ]


def wards_for_batches(actor: Actor) -> list[AreaView]:
    """Return the wards of today for which the actor may order cards."""
    return [ward for ward in wards_on(clock.today()) if actor.may(MAKE_BATCH, scope_of_home(ward.id))]


def batch_row(actor: Actor, batch_id: UUID, *, lock: bool = False) -> Batch:
    """Return the row of a batch within the actor's reach; BatchNotFound."""
    rows = Batch.objects.select_for_update() if lock else Batch.objects.all()
    row = rows.filter(pk=batch_id).first()
    if row is None or not actor.may(MAKE_BATCH, scope_of(row)):
        raise BatchNotFound
    return row


def scope_of(row: Batch) -> Scope:
    """Return in what a batch lies."""
    return scope_of_home(row.ward_id) if row.unit_id is None else scope_of_unit(row.unit_id)


def cards_made(row: Batch) -> "QuerySet[Card]":
    """Return the cards of a batch that have a code, in the order of the list."""
    return Card.objects.filter(batch=row, digest__isnull=False).order_by("position")


def live_batch_ids() -> list[UUID]:
    """Return the batches on which the worker has something to do."""
    return list(
        Batch.objects.filter(state__in=sorted(WORKING)).order_by("ordered_at").values_list("pk", flat=True)
    )


def view_of(row: Batch) -> BatchView:
    """Return a batch as those see it who may."""
    return BatchView(
        id=row.pk, source=Source(row.source), ward_id=row.ward_id, unit_id=row.unit_id, roster_id=row.roster_id, title=row.title,
        layout=CardLayout(row.layout), state=BatchState(row.state), fault=row.fault, total=row.total, made=row.made,
        skipped=row.skipped, left_out=row.left_out, revoked=row.revoked, ordered_at=row.ordered_at,
        revoked_because=row.revoked_because,
    )  # fmt: skip


def _of_wards(actor: Actor) -> "QuerySet[Batch]":
    rows = Batch.objects.filter(unit__isnull=True)
    if actor.is_system:
        return rows
    reached = Q(pk__in=[])
    for grant in actor.grants_of(MAKE_BATCH):
        if grant.scope_kind is ScopeKind.CITY:
            return rows
        if grant.scope_kind is ScopeKind.AREA and grant.scope_id is not None:
            reached |= Q(ward__in=areas_within(grant.scope_id))
    return rows.filter(reached)


def _moment(row: Batch, number: int) -> datetime | None:
    printed = row.printed_parts.get(str(number))
    return clock.parse_moment(printed) if printed else None
