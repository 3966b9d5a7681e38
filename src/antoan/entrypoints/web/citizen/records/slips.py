"""The slip of a test result: a page and a PDF with a signed QR, of the value of the paper slip."""

from typing import Any, Final

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.people.queries import identity_of
from antoan.domains.printing.services import print_sheet
from antoan.domains.printing.values import Line, Sheet
from antoan.domains.records.queries import has_slip, own_record, slip_of
from antoan.domains.records.values import RecordKind, RecordView
from antoan.entrypoints.web.citizen.frame import framed
from antoan.entrypoints.web.citizen.masking import shown_birth
from antoan.entrypoints.web.citizen.records.entries import Entry, of_record
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.downloads import download
from antoan.entrypoints.web.shared.pictures import qr_picture
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.text import mask_head

_PURPOSE: Final = "result slip"


@login_required
@require_safe
@never_cache
def slip(request: HttpRequest, test_id: int) -> HttpResponse:
    """Show one result with its QR; one that waits says so and has none."""
    actor = actor_of(request)
    record = own_record(actor, RecordKind.TEST_RESULT, test_id, purpose=_PURPOSE)
    frame = framed(request, record.person_id)
    context = {
        "entry": of_record(record),
        "person": f"&person={record.person_id}" if frame["member"] else "",
        "check_at": _check_address(),
    }
    if has_slip(record):
        context |= _signed(actor, record)
    return render(request, "citizen/records/slip.html", frame | context | {"family": ()})


@login_required
@require_safe
@never_cache
def slip_pdf(request: HttpRequest, test_id: int) -> HttpResponse:
    """Hand out the slip as a page to print; NoSlip for a result that nobody vouches for yet."""
    actor, now = actor_of(request), clock.now()
    record = own_record(actor, RecordKind.TEST_RESULT, test_id, purpose=_PURPOSE)
    address = slip_of(actor, record, today=clock.local_date(now))
    person = identity_of(actor, record.person_id, purpose=_PURPOSE)
    entry = of_record(record)
    born = shown_birth(person.birth.on, is_day_known=person.birth.is_day_known)
    sheet = Sheet(
        title=_("Phiếu kết quả xét nghiệm"),
        subtitle=_("In lúc %(at)s") % {"at": date_format(clock.local(now), "H:i d/m/Y")},
        name=person.full_name,
        lines=(
            Line(_("Ngày sinh"), born.full),
            Line(_("Số giấy tờ"), mask_head(person.identity_number) or "–"),
            *(Line(label, text) for label, text in entry.lines),
        ),
        statement=entry.title,
        qr=address,
        caption=_("Quét bằng máy ảnh của điện thoại để kiểm tra"),
        notes=_notes(entry),
    )
    return download(print_sheet(sheet, at=now), f"phieu-xet-nghiem-{test_id}.pdf", "application/pdf")


def _signed(actor: Actor, record: RecordView) -> dict[str, Any]:
    address = slip_of(actor, record, today=clock.today())
    person = identity_of(actor, record.person_id, purpose=_PURPOSE)
    return {
        "name": person.full_name,
        "number": mask_head(person.identity_number),
        "birth": shown_birth(person.birth.on, is_day_known=person.birth.is_day_known).full,
        "qr": qr_picture(address, label=_("Mã QR của phiếu kết quả, quét để kiểm tra")),
    }


def _notes(entry: Entry) -> tuple[str, ...]:
    return (
        entry.source,
        _("Ai cũng kiểm tra được phiếu này, không cần tài khoản: quét mã, hoặc mở %(address)s.")
        % {"address": _check_address()},
        _("Chỉ tin kết quả hiện ở đúng địa chỉ đó."),
    )


def _check_address() -> str:
    return f"{settings.PUBLIC_URL.rstrip('/')}/verify"
