"""Lists that are to leave, and those that may."""

from typing import Final
from uuid import UUID

from antoan.domains.tracing.desk_values import ExportView
from antoan.domains.tracing.errors import ExportNotFound
from antoan.domains.tracing.models import Export
from antoan.domains.tracing.permissions import ALLOW_EXPORT, ASK_EXPORT
from antoan.domains.tracing.queries.access import case_in, cases_reached_by
from antoan.foundation.accounts.actor import Actor
from antoan.kit.errors import Forbidden, NotFound

PAGE_ROWS_MAX: Final = 100


def exports_to_allow(actor: Actor) -> list[ExportView]:
    """Return the wishes a second person has to decide, the oldest first; Forbidden without the right."""
    cases = cases_reached_by(actor, ALLOW_EXPORT).filter(closed_at__isnull=True)
    rows = Export.objects.filter(case__in=cases, allowed_at__isnull=True).exclude(
        asked_by_account_id=actor.account_id or 0
    )
    return [export_view(row) for row in rows.select_related("case").order_by("asked_at")[:PAGE_ROWS_MAX]]


def exports_of(actor: Actor, number: str) -> list[ExportView]:
    """Return what one has asked to export of a case oneself."""
    row = case_in(actor, number, ASK_EXPORT)
    rows = row.exports.filter(asked_by_account_id=actor.account_id or 0).select_related("case")
    return [export_view(one) for one in rows.order_by("-asked_at")[:PAGE_ROWS_MAX]]


def export_for(actor: Actor, export_id: UUID) -> ExportView:
    """Return one wish, for whoever asked and whoever may allow it; ExportNotFound."""
    row = Export.objects.select_related("case").filter(pk=export_id).first()
    if row is None:
        raise ExportNotFound
    permission = ASK_EXPORT if row.asked_by_account_id == actor.account_id else ALLOW_EXPORT
    try:
        case_in(actor, row.case.number, permission)
    except (NotFound, Forbidden):
        raise ExportNotFound from None
    return export_view(row)


def export_view(row: Export) -> ExportView:
    """Return a wish as others see it."""
    return ExportView(
        id=row.pk,
        case_number=row.case.number,
        purpose=row.purpose,
        asked_at=row.asked_at,
        asked_by_account_id=row.asked_by_account_id,
        allowed_at=row.allowed_at,
        contacts=row.case.contacts.count(),
    )
