"""How levels are said and shown: each has a word, a letter and a pattern, so that no colour is needed."""

from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antoan.domains.statistics.values import RiskLevel

WORDS: Final = {
    RiskLevel.LOW: _("Thấp"),
    RiskLevel.MEDIUM: _("Trung bình"),
    RiskLevel.HIGH: _("Cao"),
    RiskLevel.VERY_HIGH: _("Rất cao"),
    RiskLevel.UNKNOWN: _("Chưa có số liệu"),
}
LETTERS: Final = {
    RiskLevel.LOW: pgettext_lazy("risk letter", "T"),
    RiskLevel.MEDIUM: pgettext_lazy("risk letter", "B"),
    RiskLevel.HIGH: pgettext_lazy("risk letter", "C"),
    RiskLevel.VERY_HIGH: pgettext_lazy("risk letter", "R"),
    RiskLevel.UNKNOWN: pgettext_lazy("risk letter", "?"),
}
ADVICE: Final = {
    RiskLevel.LOW: _("Vẫn khai báo khi có dấu hiệu bệnh."),
    RiskLevel.MEDIUM: _("Đeo khẩu trang nơi đông người, khai báo trước khi ra đường."),
    RiskLevel.HIGH: _("Hạn chế đến nơi đông người; người già, người có bệnh nền nên ở nhà."),
    RiskLevel.VERY_HIGH: _("Chỉ ra ngoài khi thật cần; có dấu hiệu bệnh thì gọi y tế phường, xã."),
    RiskLevel.UNKNOWN: _("Chưa có ai đăng ký ở đây."),
}
ORDER: Final = (
    RiskLevel.VERY_HIGH,
    RiskLevel.HIGH,
    RiskLevel.MEDIUM,
    RiskLevel.LOW,
    RiskLevel.UNKNOWN,
)
