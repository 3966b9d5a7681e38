"""The words of the tracers' desk."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from antoan.domains.tracing.values import ContactState, FollowUpState

CONTACTS: Final = {
    ContactState.FOUND: _("Chưa báo"),
    ContactState.NOTIFIED: _("Đã nhắn tin"),
    ContactState.REACHED: _("Đã nói chuyện"),
    ContactState.UNREACHABLE: _("Chưa liên lạc được"),
}
FOLLOW_UPS: Final = {
    FollowUpState.WAITING: _("Chưa hỏi"),
    FollowUpState.WELL: _("Khỏe"),
    FollowUpState.SICK: _("Có dấu hiệu bệnh"),
    FollowUpState.UNREACHED: _("Không liên lạc được"),
}
ANSWERS: Final = (FollowUpState.WELL, FollowUpState.SICK, FollowUpState.UNREACHED)
TEXTS: Final[dict[str, Promise]] = {
    "exposed": _("Báo có thể đã tiếp xúc, ở nhà theo dõi"),
    "test": _("Mời đi xét nghiệm"),
}
VENTILATIONS: Final[dict[str, Promise]] = {
    "closed": _("Kín, không thông gió"),
    "recirculating": _("Máy lạnh, không lấy gió ngoài"),
    "windows": _("Mở cửa sổ"),
    "mechanical": _("Quạt hút, có lấy gió ngoài"),
    "open_air": _("Ngoài trời"),
}
DEPTHS: Final[dict[int, Promise]] = {
    1: _("F1: người gặp ca mắc"),
    2: _("Đến F2: cả người gặp F1"),
    3: _("Đến F3"),
}
