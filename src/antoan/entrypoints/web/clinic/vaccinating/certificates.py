"""The paper somebody takes home from a session: who, which doses, and the code that proves who they are."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.people.queries import identity_of
from antoan.domains.printing.services import print_sheet
from antoan.domains.printing.values import Line, Section, Sheet
from antoan.domains.records.queries import records_of_person
from antoan.domains.records.vaccines import find_vaccine
from antoan.domains.records.values import RecordKind, RecordState, RecordView
from antoan.domains.vaccination.errors import EntryNotFound
from antoan.domains.vaccination.queries import session_for
from antoan.entrypoints.web.citizen.own_code import own_code, renew
from antoan.entrypoints.web.clinic.vaccinating.doses import entry_at
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.downloads import download
from antoan.foundation.accounts.actor import SYSTEM, already_allowed
from antoan.kit import clock
from antoan.kit.text import mask_head

_PURPOSE = "vaccination certificate"


@login_required
@never_cache
@require_safe
def certificate(request: HttpRequest, session_id: UUID, dose_id: UUID) -> HttpResponse:
    """Hand out the certificate of a dose that stands; a doubted or undone one has none."""
    actor = actor_of(request)
    session = session_for(actor, session_id)
    entry = entry_at(actor, session_id, dose_id)
    if entry.undone_at is not None or entry.doubts:
        raise EntryNotFound
    now = clock.now()
    person = identity_of(already_allowed(actor), entry.person_id, purpose=_PURPOSE)
    renew(SYSTEM, person, now, masked=True)
    code = own_code(SYSTEM, person, now, masked=True)
    assert code is not None
    records = records_of_person(already_allowed(actor), entry.person_id, purpose=_PURPOSE)
    sheet = Sheet(
        title=_("Giấy xác nhận đã tiêm vắc xin"),
        subtitle=_("%(site)s, ngày %(day)s")
        % {"site": session.site, "day": date_format(session.held_on, "d/m/Y")},
        name=person.full_name,
        lines=(
            Line(_("Số giấy tờ"), mask_head(person.identity_number) or "–"),
            Line(_("Năm sinh"), str(person.birth.on.year)),
        ),
        qr=code.text,
        caption=_("Mã cá nhân, quét để đối chiếu"),
        sections=(Section(_("Các mũi đã tiêm"), _rows(records), widths=(1, 3, 2, 2, 4)),),
        notes=(_("Theo dõi tại chỗ 30 phút sau tiêm. Khó thở, phát ban, sốt cao: gọi 115."),),
    )
    return download(print_sheet(sheet, at=now), "giay-tiem-chung.pdf", "application/pdf")


def _rows(records: list[RecordView]) -> tuple[tuple[str, ...], ...]:
    doses = [
        one for one in records if one.kind is RecordKind.VACCINATION and one.state is RecordState.VERIFIED
    ]
    head = (_("Mũi"), _("Vắc xin"), _("Số lô"), _("Ngày tiêm"), _("Nơi tiêm"))
    return (head, *(_row(one) for one in sorted(doses, key=lambda one: one.on)))


def _row(dose: RecordView) -> tuple[str, ...]:
    product = find_vaccine(dose.details["product"])
    return (
        str(dose.details["dose_number"]),
        product.name if product else dose.details["product"],
        dose.details["lot"] or "–",
        date_format(dose.on, "d/m/Y"),
        dose.details["given_at"] or "–",
    )
