"""Papers the ward prints: the certificate of a release, and the note that goes to the hospital."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.care.errors import EpisodeNotFound, NoCertificate
from antoan.domains.care.permissions import READ
from antoan.domains.care.queries import EpisodePage, certificate_of, episode_for
from antoan.domains.care.values import Ending
from antoan.domains.declarations.queries.readings import home_form
from antoan.domains.people.queries import identity_of
from antoan.domains.printing.services import print_sheet
from antoan.domains.printing.values import Line, Section, Sheet
from antoan.entrypoints.web.citizen.own_code import own_code, renew
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.caring.papers import certificate_pdf, ward_name
from antoan.entrypoints.web.shared.caring.table import table_of
from antoan.entrypoints.web.shared.downloads import download
from antoan.foundation.accounts.actor import SYSTEM, already_allowed
from antoan.kit import clock
from antoan.kit.text import mask_head

_ROWS_MAX = 20


@login_required
@never_cache
@require_safe
def certificate(request: HttpRequest, release_id: int) -> HttpResponse:
    """Hand out the certificate; EpisodeNotFound, NoCertificate. One's own is at /me/care/."""
    actor, now = actor_of(request), clock.now()
    if not actor.grants_of(READ):
        raise EpisodeNotFound
    found = certificate_of(actor, release_id, today=clock.local_date(now))
    check_at = f"{settings.PUBLIC_URL.rstrip('/')}/verify"
    pdf = certificate_pdf(found, check_at=check_at, at=now)
    return download(pdf, f"hoan-thanh-cach-ly-{release_id}.pdf", "application/pdf")


@login_required
@never_cache
@require_safe
def referral(request: HttpRequest, referral_id: int) -> HttpResponse:
    """Hand out the note for the hospital: who, why, what was measured."""
    actor, now = actor_of(request), clock.now()
    page = episode_for(actor, referral_id, now)
    if page.episode.ending is not Ending.REFERRED:
        raise NoCertificate
    person = identity_of(already_allowed(actor), page.episode.person_id, purpose="care")
    renew(SYSTEM, person, now, masked=True)
    code = own_code(SYSTEM, person, now, masked=True)
    assert code is not None
    sheet = Sheet(
        title=_("Giấy chuyển bệnh viện"),
        subtitle=_("%(ward)s, in lúc %(at)s")
        % {"ward": ward_name(page.episode.ward_id), "at": date_format(clock.local(now), "H:i d/m/Y")},
        name=person.full_name,
        lines=(
            Line(_("Năm sinh"), str(person.birth.on.year)),
            Line(_("Số giấy tờ"), mask_head(person.identity_number) or "–"),
            Line(_("Từ ngày"), date_format(page.episode.began_on, "d/m/Y")),
        ),
        qr=code.text,
        caption=_("Mã cá nhân, quét để đối chiếu"),
        sections=(
            Section(_("Lý do chuyển"), ((_("Ghi bởi trạm y tế"),), (page.referral,))),
            *_measured(page),
        ),
    )
    return download(print_sheet(sheet, at=now), f"chuyen-vien-{referral_id}.pdf", "application/pdf")


def _measured(page: EpisodePage) -> tuple[Section, ...]:
    table = table_of(home_form(clock.now()), page.readings[:_ROWS_MAX])
    if not table.lines:
        return ()
    rows = [
        (date_format(clock.local(line.at), "H:i d/m"), *line.cells, "; ".join(line.signs))
        for line in table.lines
    ]
    head = (_("Lúc"), *table.heads, _("Dấu hiệu"))
    return (Section(_("Đã đo"), (head, *rows)),)
