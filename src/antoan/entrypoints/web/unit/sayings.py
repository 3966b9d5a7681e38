"""What went wrong with a unit, its registration or its people, in plain words that say what to do next."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from antoan.entrypoints.web.shared.identity import sayings
from antoan.kit.errors import AntoanError

_SAYINGS: Final[dict[str, Promise]] = {
    "units:unit:bad": _("Hãy xem lại: tên và địa chỉ không để trống."),
    "units:unit:closed": _("Đơn vị đã đóng, không thêm gì được nữa."),
    "units:registration:too_many": _(
        "Số điện thoại này đang có đủ đăng ký chờ duyệt. Hãy đợi trả lời rồi đăng ký tiếp."
    ),
    "units:registration:taken": _("Mẫu này đã gửi từ số điện thoại khác. Hãy bắt đầu lại."),
    "units:registration:not_found": _("Không có đăng ký nào mang số này. Hãy xem lại tin nhắn."),
    "units:registration:decided": _("Đăng ký này đã được giải quyết."),
    "units:registration:reason_missing": _("Hãy ghi lý do, để người đăng ký biết phải sửa gì."),
    "units:invitation:gone": _(
        "Lời mời này không dùng được nữa: đã dùng, đã thu lại hoặc đã hết hạn. Hãy xin lời mời mới."
    ),
    "units:staff:role": _("Hãy chọn một vai trò trong danh sách."),
    "units:staff:too_many": _("Đơn vị đã có đủ số tài khoản cho phép. Hãy cho nghỉ bớt rồi mời tiếp."),
    "units:staff:oneself": _("Không ai tự cho mình nghỉ. Hãy nhờ một quản trị khác."),
    "accounts:grant:too_wide": _("Không ai giao được quyền rộng hơn, hoặc dài hơn, quyền của chính mình."),
    "accounts:grant:oneself": _("Đây là lời mời do chính bạn gửi: người được mời phải tự mở."),
    "people:person:unreadable": _("Hãy nhập họ và tên bằng chữ."),
    "places:place:bad": _("Hãy xem lại: tên không để trống, số người từ 1 trở lên, giờ viết như 07:30."),
    "places:place:closed": _("Địa điểm đã đóng, không thêm gì được nữa."),
    "places:spot:exists": _("Địa điểm đã có khu vực mang tên này. Hãy chọn tên khác."),
    "printing:busy": _("Máy in đang bận. Hãy thử lại sau vài giây."),
}


def saying(error: AntoanError) -> str:
    """Return plain words for an error."""
    return str(_SAYINGS.get(error.code) or sayings.saying(error))
