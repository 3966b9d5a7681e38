"""Papers of care at home: the certificate that isolation ended, and the note for a hospital."""

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from antoan.domains.areas.queries import area
from antoan.domains.care.documents import release_document
from antoan.domains.care.queries.certificates import CERTIFICATE_DAYS_MAX, Certificate
from antoan.domains.printing.services import print_sheet
from antoan.domains.printing.values import Line, Sheet
from antoan.entrypoints.web.shared.caring import words
from antoan.kit import clock
from antoan.kit.text import mask_head


def certificate_pdf(certificate: Certificate, *, check_at: str, at: datetime) -> bytes:
    """Return the certificate as a page to print, with its signed QR."""
    episode, person = certificate.episode, certificate.person
    assert episode.ended_on is not None
    sheet = Sheet(
        title=_("Giấy xác nhận hoàn thành cách ly tại nhà"),
        subtitle=_("In lúc %(at)s") % {"at": date_format(clock.local(at), "H:i d/m/Y")},
        name=person.full_name,
        lines=(
            Line(_("Năm sinh"), str(person.birth.on.year)),
            Line(_("Số giấy tờ"), mask_head(person.identity_number) or "–"),
            Line(_("Diện theo dõi"), str(words.KINDS[episode.kind])),
            Line(_("Từ ngày"), date_format(episode.began_on, "d/m/Y")),
            Line(_("Đến ngày"), date_format(episode.ended_on, "d/m/Y")),
            Line(_("Nơi theo dõi"), ward_name(episode.ward_id)),
        ),
        statement=_("Đã hoàn thành cách ly"),
        qr=certificate.address,
        caption=_("Quét bằng máy ảnh của điện thoại để kiểm tra"),
        notes=(
            _("Theo %(basis)s.") % {"basis": release_document(episode.release_rule).basis},
            _("Giấy này kiểm tra được trong %(days)s ngày kể từ ngày in; in lại bất cứ lúc nào.")
            % {"days": CERTIFICATE_DAYS_MAX},
            _("Ai cũng kiểm tra được, không cần tài khoản: quét mã, hoặc mở %(address)s.")
            % {"address": check_at},
        ),
    )
    return print_sheet(sheet, at=at)


def ward_name(ward_id: int | None) -> str:
    """Return what a ward is called."""
    return "–" if ward_id is None else area(ward_id).name
