"""The words for requests, their states and steps, and for consents."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from antoan.domains.privacy import law
from antoan.domains.privacy.purposes import Purpose, purpose
from antoan.domains.privacy.queries.unmasked import UnmaskReason
from antoan.domains.privacy.values import (
    ConsentAct,
    ConsentState,
    CopyState,
    RequestKind,
    RequestState,
    StepKind,
)
from antoan.kit import clock
from antoan.kit.words import Words

KINDS: Final = {
    RequestKind.VIEW: _("Cho tôi biết đang giữ gì về tôi"),
    RequestKind.COPY: _("Bản sao dữ liệu của tôi"),
    RequestKind.RESTRICT: _("Tạm dừng dùng dữ liệu của tôi"),
    RequestKind.OBJECT: _("Phản đối việc dùng dữ liệu của tôi"),
    RequestKind.DELETE: _("Xóa toàn bộ dữ liệu của tôi"),
    RequestKind.LOOK: _("Có người xem dữ liệu của tôi mà tôi thấy không đúng"),
}
HINTS: Final = {
    RequestKind.VIEW: _("Hỏi điều bạn không tìm thấy trong bản sao."),
    RequestKind.RESTRICT: _("Dữ liệu vẫn được giữ, nhưng không dùng vào việc bạn chọn."),
    RequestKind.OBJECT: _("Nói vì sao bạn không muốn dữ liệu được dùng vào một việc."),
}
STATES: Final = {
    RequestState.OPEN: _("Đã nhận"),
    RequestState.IN_REVIEW: _("Đang xem xét"),
    RequestState.APPROVED: _("Đã duyệt, chờ đến ngày"),
    RequestState.DONE: _("Đã xong"),
    RequestState.REFUSED: _("Không đồng ý"),
    RequestState.WITHDRAWN: _("Đã rút"),
}
STEPS: Final = {
    StepKind.OPENED: _("Gửi yêu cầu"),
    StepKind.TAKEN: _("Cán bộ bắt đầu xem xét"),
    StepKind.APPROVED: _("Đồng ý, chờ đến ngày"),
    StepKind.HELD: _("Phải đợi: luật buộc giữ dữ liệu lúc này"),
    StepKind.DONE: _("Xong"),
    StepKind.REFUSED: _("Không đồng ý"),
    StepKind.WITHDRAWN: _("Rút yêu cầu"),
    StepKind.ESCALATED: _("Quá hạn, chuyển lên cấp trên theo dõi"),
}
CONSENTS: Final = {
    ConsentState.SILENT: _("Chưa đồng ý"),
    ConsentState.AGREED: _("Đã đồng ý"),
    ConsentState.WITHDRAWN: _("Đã rút lại"),
    ConsentState.OUTDATED: _("Nội dung đã đổi, cần hỏi lại bạn"),
}
ACTS: Final = {ConsentAct.AGREED: _("Đồng ý"), ConsentAct.WITHDRAWN: _("Rút lại")}
COPIES: Final = {
    CopyState.WAITING: _("Đang tạo"),
    CopyState.READY: _("Đã sẵn sàng"),
    CopyState.FAILED: _("Chưa tạo được, cán bộ đang xem"),
    CopyState.EXPIRED: _("Đã hết hạn tải"),
}
REASONS: Final = {
    UnmaskReason.COMPARE_PAPER: _("Đối chiếu giấy tờ tại quầy"),
    UnmaskReason.WRITE_LETTER: _("Gửi thư trả lời"),
    UnmaskReason.SAME_NAME: _("Có hai người trùng tên"),
}


def say(words: Words) -> str:
    """Return words in the reader's language."""
    return words.say(get_language())


def purpose_title(key: str) -> str:
    """Return what a purpose is called today."""
    return title_of(purpose(key))


def title_of(one: Purpose) -> str:
    """Return what a purpose is called today, or will be."""
    return say((one.on(clock.today()) or one.versions[0]).title)


def hold_text(key: str) -> str:
    """Return why an erasure waits, with the law behind it."""
    held = law.hold(key)
    return f"{say(held.words)} ({held.basis})"


def refusal_text(key: str) -> str:
    """Return the legal ground of a refusal; empty for none."""
    found = law.refusal(key)
    if found is None:
        return ""
    return f"{say(found.words)} ({found.basis})" if found.basis else say(found.words)


def last_day(moment: datetime) -> str:
    """Return the last day of a deadline that ends at midnight, in words."""
    return date_format(clock.local_date(moment - timedelta(microseconds=1)), "d/m/Y")
