"""Words on and around printed cards."""

from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antoan.domains.cards.values import BatchState, CardState, Face
from antoan.domains.codes import short
from antoan.domains.printing.values import Card, CardLayout, Line
from antoan.kit.errors import AntoanError

LAYOUTS: Final[dict[CardLayout, Promise]] = {
    CardLayout.SHEET: gettext_lazy("Giấy A4: 10 thẻ một tờ, có vạch cắt, in hai mặt"),
    CardLayout.CR80: gettext_lazy("Thẻ nhựa: máy in thẻ, hai mặt"),
    CardLayout.LARGE: gettext_lazy("Chữ lớn: 4 thẻ một tờ A4, một mặt"),
}
BATCHES: Final[dict[BatchState, Promise]] = {
    BatchState.WAITING: gettext_lazy("Đang lập danh sách"),
    BatchState.MAKING: gettext_lazy("Đang làm thẻ"),
    BatchState.READY: gettext_lazy("Sẵn sàng in"),
    BatchState.STOPPED: gettext_lazy("Đang dừng"),
    BatchState.REVOKING: gettext_lazy("Đang thu hồi thẻ"),
    BatchState.REVOKED: gettext_lazy("Đã thu hồi cả loạt"),
}
CARDS: Final[dict[CardState, Promise]] = {
    CardState.GOOD: gettext_lazy("Dùng được"),
    CardState.EXPIRED: gettext_lazy("Hết hạn"),
    CardState.REVOKED: gettext_lazy("Đã thu hồi"),
}
_SAYINGS: Final[dict[str, Promise]] = {
    "cards:card:taken": gettext_lazy("Mẫu này đã gửi cho người khác. Hãy mở lại trang."),
    "cards:card:revoked": gettext_lazy("Thẻ này đã thu hồi. Hãy làm thẻ mới."),
    "cards:batch:wrong_moment": gettext_lazy("Loạt thẻ này chưa xong, hoặc đã thu hồi."),
    "cards:reason:missing": gettext_lazy("Hãy ghi lý do, từ 5 đến 150 chữ cái."),
    "cards:batch:unclear": gettext_lazy("Hãy chọn nơi ở; tuổi từ 0 đến 130, tuổi nhỏ trước."),
    "cards:batch:too_many": gettext_lazy("Bạn đang có ba loạt thẻ chưa xong. Hãy đợi xong một loạt."),
    "codes:personal:exhausted": gettext_lazy("Hôm nay người này đã được cấp quá nhiều mã. Mai làm tiếp."),
    "codes:key:worn_out": gettext_lazy(
        "Khóa ký mã sắp hết hạn. Người vận hành phải thay khóa, rồi bấm Làm tiếp."
    ),
    "codes:personal:unfit": gettext_lazy("Họ tên hoặc giấy tờ có ký tự không in được vào mã. Hãy sửa trước."),
    "printing:busy": gettext_lazy("Đang có nhiều người in. Hãy đợi một lát rồi bấm lại."),
    "printing:failed": gettext_lazy("Chưa in được. Hãy bấm lại."),
}


def saying(error: AntoanError) -> str:
    """Return plain words for an error; the general ones where there are none of its own."""
    return fault_in_words(error.code)


def fault_in_words(code: str) -> str:
    """Return plain words for the code of an error."""
    return str(_SAYINGS.get(code) or _("Chưa làm được. Hãy xem lại những gì đã điền rồi thử lần nữa."))


def layout_of(text: str) -> CardLayout:
    """Return the layout that a form names; sheets when it names none."""
    return next((layout for layout in CardLayout if layout == text), CardLayout.SHEET)


def paper_of(face: Face) -> Card:
    """Return a card with its words, as it is printed."""
    known = (
        Line(_("Số giấy tờ"), face.masked_number),
        Line(_("Năm sinh"), str(face.birth_year or "")),
    )
    return Card(
        title=_("Thẻ An Toàn"),
        name=face.full_name,
        lines=tuple(line for line in known if line.text),
        qr=face.text,
        short_code=short.show(face.short_code) if face.short_code else "",
        short_label=_("Mã ngắn, đọc cho nhân viên khi không quét được"),
        notes=(
            _("Đưa mặt có mã cho nhân viên cổng quét. Có thể được hỏi giấy tờ tùy thân."),
            _("Thẻ chỉ để nhận dạng, không ghi thông tin sức khỏe."),
            _("Mất thẻ: gọi 1022 hoặc đến Ủy ban nhân dân phường, xã để khóa và cấp thẻ mới."),
        ),
        footer=good_until(face.expires_on),
    )


def good_until(day: date) -> str:
    """Return until when a code is good, as paper says it."""
    return _("Dùng đến hết ngày %(day)s") % {"day": date_format(day, "d/m/Y")}
