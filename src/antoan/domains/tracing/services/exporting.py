"""Lists of contacts leave only with a purpose and a second person's word, and every one in them can see it (L10)."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from antoan.domains.people.queries.cards import Card, cards_of
from antoan.domains.tracing.desk_values import ExportView
from antoan.domains.tracing.errors import ExportNotAllowed, ExportNotFound, OwnExport
from antoan.domains.tracing.exporting import Cell, Sheet, Watermark, as_csv, as_xlsx
from antoan.domains.tracing.models import Export, TracedContact, TracingCase
from antoan.domains.tracing.permissions import ALLOW_EXPORT, ASK_EXPORT
from antoan.domains.tracing.queries.access import case_in
from antoan.domains.tracing.queries.exports import export_view
from antoan.domains.tracing.rules.cases import EXPORT_ALLOWED_FOR, readable_reason
from antoan.domains.tracing.services.cases import open_row
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock, spoken
from antoan.kit.errors import Forbidden


class Form(StrEnum):
    """The forms of an exported list."""

    XLSX = "xlsx"
    CSV = "csv"


@transaction.atomic
def ask_export(*, actor: Actor, export_id: UUID, number: str, purpose: str) -> ExportView:
    """Ask that the contacts of an open case may leave; somebody else has to allow it. The same id is the same wish."""
    row = open_row(actor, number, ASK_EXPORT)
    if actor.account_id is None:
        raise Forbidden("Only somebody who signed in exports anything.")
    export, is_new = Export.objects.get_or_create(
        pk=export_id,
        defaults={
            "case": row,
            "purpose": readable_reason(purpose),
            "asked_at": clock.now(),
            "asked_by_account_id": actor.account_id,
        },
    )
    if export.case_id != row.pk or export.asked_by_account_id != actor.account_id:
        raise ExportNotFound
    if is_new:
        _note(actor, export, "tracing.export.ask", {})
    return export_view(export)


@transaction.atomic
def allow_export(*, actor: Actor, export_id: UUID) -> ExportView:
    """Allow an export for a day, as a second person. OwnExport for one's own wish; twice is once."""
    export = _locked(export_id)
    case_in(actor, export.case.number, ALLOW_EXPORT)
    if actor.account_id is None or actor.account_id == export.asked_by_account_id:
        raise OwnExport
    if export.allowed_at is None:
        export.allowed_at, export.allowed_by_account_id = clock.now(), actor.account_id
        export.save()
        _note(actor, export, "tracing.export.allow", {})
    return export_view(export)


@transaction.atomic
def make_export(*, actor: Actor, export_id: UUID, form: Form) -> tuple[bytes, Sheet]:
    """Write the list for the one who asked, within a day of the second person's word.

    ExportNotFound, ExportNotAllowed. Each person in the list finds an entry in their trail.
    """
    export = _locked(export_id)
    row = open_row(actor, export.case.number, ASK_EXPORT)
    if export.asked_by_account_id != actor.account_id:
        raise ExportNotFound
    now = clock.now()
    if export.allowed_at is None or now >= export.allowed_at + EXPORT_ALLOWED_FOR:
        raise ExportNotAllowed
    contacts = list(row.contacts.order_by("level", "-averted", "pk"))
    sheet = _sheet(contacts, cards_of(contact.person_id for contact in contacts))
    mark = _mark(actor, export, row, now)
    content = as_csv(sheet, mark) if form is Form.CSV else as_xlsx(sheet, mark)
    _note(
        actor,
        export,
        "tracing.export.make",
        {"rows": len(sheet.rows), "sha256": sheet.digest(), "form": form.value},
    )
    for contact in contacts:
        record_decision(
            actor,
            action="tracing.export.holds",
            object_kind="tracing",
            object_id=row.number,
            person_id=contact.person_id,
            purpose=export.purpose,
        )
    return content, sheet


def _locked(export_id: UUID) -> Export:
    export = (
        Export.objects.select_for_update(of=("self",)).select_related("case").filter(pk=export_id).first()
    )
    if export is None:
        raise ExportNotFound
    return export


def _sheet(contacts: list[TracedContact], cards: dict[int, Card]) -> Sheet:
    headings = (
        _("Họ và tên"), _("Ngày sinh"), _("Điện thoại"), _("Địa chỉ"), _("Mức"), _("Số lần gặp"), _("Số phút"),
        _("Lần đầu"), _("Lần cuối"), _("Điểm"), _("Điểm thấp nhất"), _("Điểm cao nhất"), _("Hộ"), _("Tình trạng"),
    )  # fmt: skip
    rows = [_row(contact, cards[contact.person_id]) for contact in contacts if contact.person_id in cards]
    return Sheet(headings, tuple(rows))


def _row(contact: TracedContact, card: Card) -> tuple[Cell, ...]:
    birth = f"{card.birth.on:%d/%m/%Y}" if card.birth.is_day_known else f"{card.birth.on.year}"
    return (
        card.full_name, birth, ", ".join(card.phones), card.address, f"F{contact.level}", contact.meetings,
        round(contact.seconds / 60, 1), _moment(contact.first_at), _moment(contact.last_at), round(contact.score, 1),
        round(contact.low, 1), round(contact.high, 1), contact.household, contact.state,
    )  # fmt: skip


def _mark(actor: Actor, export: Export, row: TracingCase, now: datetime) -> Watermark:
    return Watermark(
        (
            (_("Người xuất"), actor.label),
            (_("Lúc"), _moment(now)),
            (_("Hồ sơ truy vết"), spoken.show(row.number)),
            (_("Mục đích"), export.purpose),
        )
    )


def _moment(moment: datetime) -> str:
    return f"{clock.local(moment):%d/%m/%Y %H:%M}"


def _note(actor: Actor, export: Export, action: str, detail: dict[str, object]) -> None:
    record_decision(
        actor,
        action=action,
        object_kind="export",
        object_id=export.pk,
        person_id=export.case.person_id,
        purpose=export.purpose,
        detail={"case": export.case.number, **detail},
    )
