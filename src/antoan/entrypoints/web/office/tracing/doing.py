"""Does what a button says, and puts into words what was wrong with it."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from antoan.kit.errors import AntoanError

Done = TypeVar("Done")

SAYINGS: Final = {
    "tracing:case:open": _("Ca này đang có người truy vết: xem hồ sơ đã mở."),
    "tracing:case:closed": _("Hồ sơ đã đóng: không làm gì thêm được, và không mở tên ai được nữa."),
    "tracing:case:taken": _("Biểu mẫu này đã dùng cho hồ sơ khác. Hãy mở lại trang và gửi lần nữa."),
    "tracing:onset:unlikely": _("Ngày có triệu chứng: trước ngày xác định nhiều nhất 14 ngày, không sau ngày đó."),
    "tracing:reason:missing": _("Hãy ghi rõ lý do, từ 5 đến 200 chữ cái."),
    "tracing:contacts:too_many": _("Mỗi lần nhiều nhất 500 người."),
    "tracing:export:own": _("Người đề nghị không tự cho phép được: cần một người thứ hai."),
    "tracing:export:not_allowed": _("Chưa ai cho phép, hoặc đã quá 24 giờ. Hãy đề nghị lại."),
    "gates:visitors:day": _("Chỉ hỏi về ngày ca này có thể lây, trong 28 ngày qua."),
    "gates:visitors:nobody": _("Nơi này không có đơn vị nào quản lý: không ai xác nhận được."),
    "gates:visitors:too_many": _("Hồ sơ này đã hỏi quá nhiều nơi."),
    "gates:visitors:not_confirmed": _("Đơn vị chưa xác nhận."),
    "gates:visitors:over": _("Đã hết hạn. Hãy hỏi lại nếu vẫn cần."),
    "tracing:room:unreadable": _("Diện tích từ 1 đến 100.000 mét vuông."),
    "tracing:place:never_there": _("Ngày đó ca mắc không có mặt ở nơi này."),
}  # fmt: skip


def attempt(request: HttpRequest, work: Callable[[], Done]) -> Done | None:
    """Do something; what the person can mend is said on the next page, and None returned. The rest goes up."""
    try:
        return work()
    except AntoanError as error:
        if error.code not in SAYINGS:
            raise
        messages.error(request, SAYINGS[error.code])
        return None


def chosen(kinds: Any, text: str) -> Any:
    """Return the member of a closed set that a field names; None for any other text."""
    return kinds(text) if text in set(kinds) else None


def whole_number(text: str, *, most: int) -> int | None:
    """Return a number that somebody typed, at most `most`; None for what is none."""
    if not (text.isascii() and text.isdecimal() and len(text) <= 18):
        return None
    return min(int(text), most)
