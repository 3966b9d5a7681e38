"""What the pages of checking in say: what to do about a colour, how a visit became known, what went wrong."""

from typing import Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antoan.domains.visits.values import EntrySource, VisitView
from antoan.kit.errors import AntoanError

# What to do now (features row 86), for the person themselves. The visit is recorded in any case.
STEPS: Final[dict[str, list[Promise]]] = {
    "red": [
        gettext_lazy("Đừng vào. Đeo khẩu trang, đứng cách người khác 2 m."),
        gettext_lazy("Báo nhân viên cổng: họ sẽ chỉ chỗ chờ riêng."),
        gettext_lazy("Gọi trạm y tế phường, xã hoặc 1022. Khó thở, đau ngực: gọi 115."),
    ],
    "black": [
        gettext_lazy("Đưa giấy tiêm chủng, giấy khỏi bệnh hoặc kết quả xét nghiệm cho nhân viên cổng xem."),
        gettext_lazy("Nhân viên cổng có thể chưa cho vào. Màu đen không có nghĩa là bạn có bệnh."),
    ],
    "unknown": [
        gettext_lazy("Chưa rõ không phải là cấm. Hãy đưa mã hoặc giấy tờ cho nhân viên cổng xem."),
    ],
}  # fmt: skip
_SAYINGS: Final = {
    "visits:check:bad": gettext_lazy("Trang này đã cũ. Hãy quét lại mã địa điểm."),
    "visits:check:too_late": gettext_lazy(
        "Lượt này nằm trên máy quá 24 giờ nên không ghi được nữa. Hãy báo cho nơi đó hoặc gọi 1022."
    ),
    "visits:check:spot": gettext_lazy("Hãy chọn khu vực bạn vào."),
    "visits:check:seat": gettext_lazy(
        "Số ghế gồm chữ số và nhiều nhất một chữ cái, ví dụ 12A. Không nhớ thì để trống."
    ),
    "visits:check:people": gettext_lazy("Hãy chọn từ 1 đến 20 người."),
    "visits:check:too_many": gettext_lazy(
        "Hôm nay đã tự ghi 60 lượt, không ghi thêm được. Hãy đưa mã cho nhân viên cổng quét."
    ),
    "visits:check:raced": gettext_lazy("Cổng vừa quét mã của bạn cùng lúc. Hãy bấm lại lần nữa."),
    "visits:left:out_of_time": gettext_lazy(
        "Giờ ra phải sau giờ vào, trong vòng 24 giờ, và không ở tương lai. Chỉ báo được trong 7 ngày."
    ),
    "places:place:closed": gettext_lazy("Địa điểm này đã đóng."),
}


def how_entered(visit: VisitView) -> str:
    """Return how a visit became known."""
    match visit.source:
        case EntrySource.SELF:
            return _("tự báo")
        case EntrySource.SELF_QUEUED:
            return _("tự báo khi mất mạng, gửi sau")
        case EntrySource.QUEUED:
            return _("cổng quét khi mất mạng, gửi sau")
        case EntrySource.IMPLIED:
            return _("chỉ biết giờ ra")
        case EntrySource.SCAN:
            return _("cổng quét")


def saying(error: AntoanError) -> str:
    """Return plain words for an error."""
    return str(
        _SAYINGS.get(error.code) or _("Chưa ghi được. Hãy thử lại; nếu vẫn lỗi, đưa mã cho nhân viên cổng.")
    )


def keeping_texts(person_id: int | None) -> dict[str, str | int | None]:
    """Return what the script says that keeps a check of somebody while there is no network (visiting.entry.js)."""
    return {
        "person": person_id,
        "sending": _("Đang gửi…"),
        "kept": _("Mất mạng: lượt lúc {at} đã giữ trên máy này và sẽ tự gửi khi có mạng. Đừng đóng trang."),
        "sign_in": _("Phiên đăng nhập đã hết. Lượt này còn giữ trên máy: đăng nhập lại để gửi."),
        "sign_in_link": _("Đăng nhập lại"),
        "sign_in_address": reverse("phone"),
        "full": _(
            "Máy đã giữ 20 lượt chưa gửi. Lượt này không giữ được: hãy đưa mã cho nhân viên cổng quét."
        ),
        "failed": _("Chưa ghi được. Hãy thử lại; nếu vẫn lỗi, đưa mã cho nhân viên cổng."),
    }
