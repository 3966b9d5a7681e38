"""Opens and closes outbreaks, and puts cases into them."""

from uuid import UUID

from django.db import transaction

from antoan.domains.areas.queries import ancestors_of, area
from antoan.domains.areas.values import AreaLevel
from antoan.domains.cases.errors import CaseVoid, OutbreakClosed, OutbreakTooEarly, OutbreakUnreadable
from antoan.domains.cases.models import Outbreak
from antoan.domains.cases.permissions import MANAGE_OUTBREAK
from antoan.domains.cases.queries.access import file_in, outbreak_in
from antoan.domains.cases.queries.outbreaks import counted, view_of
from antoan.domains.cases.values import CaseState, NewOutbreak, OutbreakView
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.text import squeeze

NAME_LETTERS_MIN, NAME_LETTERS_MAX = 3, 120
WHERE_LETTERS_MAX = 200
RISK_LETTERS_MAX = 500


@transaction.atomic
def open_outbreak(*, actor: Actor, new: NewOutbreak) -> OutbreakView:
    """Open an outbreak in a ward; the same id again is the same outbreak. OutbreakUnreadable."""
    require(actor, MANAGE_OUTBREAK, Scope(areas=ancestors_of(new.ward_id)))
    known = Outbreak.objects.filter(pk=new.id).first()
    if known is not None:
        return _view(outbreak_in(actor, new.id, MANAGE_OUTBREAK))
    name, where, risks = squeeze(new.name), squeeze(new.where), squeeze(new.risk_factors)
    today = clock.today()
    fits = (
        NAME_LETTERS_MIN <= len(name) <= NAME_LETTERS_MAX
        and 1 <= len(where) <= WHERE_LETTERS_MAX
        and len(risks) <= RISK_LETTERS_MAX
        and new.began_on <= today
        and area(new.ward_id).level == AreaLevel.WARD
    )
    if not fits:
        raise OutbreakUnreadable
    row = Outbreak.objects.create(
        id=new.id,
        name=name,
        ward_id=new.ward_id,
        where=where,
        began_on=new.began_on,
        reported_on=today,
        risk_factors=risks,
        opened_by=actor.account_id,
    )
    _note(actor, "open", row)
    return _view(row)


@transaction.atomic
def link_case(*, actor: Actor, file_id: int, outbreak_id: UUID | None) -> None:
    """Put a case into an open outbreak, or take it out of its own (None). OutbreakClosed, CaseVoid."""
    row = file_in(actor, file_id, MANAGE_OUTBREAK, lock=True)
    if row.state == CaseState.VOID:
        raise CaseVoid
    if row.outbreak_id == outbreak_id:
        return
    for touched in filter(None, (row.outbreak_id, outbreak_id)):
        if outbreak_in(actor, touched, MANAGE_OUTBREAK, lock=True).ended_on is not None:
            raise OutbreakClosed
    row.outbreak_id = outbreak_id
    row.save(update_fields=["outbreak", "updated_at"])
    record_decision(
        actor, action="cases.outbreak.link", object_kind="case", object_id=row.pk, person_id=row.person_id,
        detail={"outbreak": str(outbreak_id or "")},
    )  # fmt: skip


@transaction.atomic
def close_outbreak(*, actor: Actor, outbreak_id: UUID) -> OutbreakView:
    """Close an outbreak once enough days have passed without a new case; twice is once. OutbreakTooEarly."""
    row = outbreak_in(actor, outbreak_id, MANAGE_OUTBREAK, lock=True)
    view, today = _view(row), clock.today()
    if row.ended_on is not None:
        return view
    if today < view.closes_from:
        raise OutbreakTooEarly(closes_from=view.closes_from)
    row.ended_on, row.ended_by = today, actor.account_id
    row.save()
    _note(actor, "close", row)
    return _view(row)


def _note(actor: Actor, deed: str, row: Outbreak) -> None:
    record_decision(
        actor,
        action=f"cases.outbreak.{deed}",
        object_kind="outbreak",
        object_id=row.pk,
        detail={"name": row.name},
    )


def _view(row: Outbreak) -> OutbreakView:
    return view_of(counted(Outbreak.objects.filter(pk=row.pk)).select_related("ward").get(), clock.today())
