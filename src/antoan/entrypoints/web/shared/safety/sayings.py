"""What can be wrong with an assessment, in plain words that say what to do next."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from antoan.entrypoints.web.shared.correcting import sayings
from antoan.kit.errors import AntoanError

_SAYINGS: Final[dict[str, Promise]] = {
    "assessment:set:ended": _("Bộ tiêu chí này vừa hết hiệu lực. Hãy bắt đầu lại với bộ đang áp dụng."),
    "assessment:set:not_found": _("Bộ tiêu chí này không áp dụng cho địa điểm của bạn hôm nay."),
    "assessment:assessment:submitted": _("Bản đã gửi thì giữ nguyên. Muốn đổi, hãy đánh giá lại."),
    "assessment:answers:missing": _("Còn mục chưa trả lời. Hãy mở phần có mục chưa trả lời rồi điền."),
    "assessment:answers:unreadable": _(
        "Có câu trả lời không hợp lệ. Hãy xem lại số điểm trong giới hạn đã ghi."
    ),
    "assessment:words:too_long": _("Ghi nhiều nhất 300 chữ cái."),
    "assessment:place:full_today": _("Hôm nay địa điểm này đã gửi 5 bản đánh giá. Mai gửi tiếp."),
    "assessment:photos:full": _("Đã đủ 30 ảnh. Hãy bỏ ảnh không cần trước khi thêm."),
    "assessment:plan:unreadable": _(
        "Hãy ghi việc sẽ làm, và chọn ngày từ hôm nay đến nhiều nhất một năm sau."
    ),
    "assessment:plan:closed": _("Đã có bản đánh giá mới hơn. Hãy lập kế hoạch ở bản mới."),
}


def saying(error: AntoanError) -> str:
    """Return plain words for an error."""
    return str(_SAYINGS.get(error.code) or sayings.saying(error))
