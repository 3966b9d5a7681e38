"""The words of a gate's day: kinds of visitors, reasons to let somebody in."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from antoan.domains.gates.values import Because, VisitorKind

VISITOR_KINDS: Final[dict[VisitorKind, Promise]] = {
    VisitorKind.GUEST: _("Khách"),
    VisitorKind.DELIVERY: _("Giao hàng"),
    VisitorKind.CONTRACTOR: _("Thợ, nhà thầu"),
    VisitorKind.OFFICIAL: _("Cơ quan nhà nước"),
    VisitorKind.OTHER: _("Khác"),
}
BECAUSE: Final[dict[Because, Promise]] = {
    Because.EMERGENCY: _("Cấp cứu, nguy hiểm tính mạng"),
    Because.PAPERS: _("Có giấy tờ chứng minh"),
    Because.DATA_FAULT: _("Dữ liệu sai, đã gửi phản ánh"),
    Because.DUTY: _("Lực lượng chống dịch làm nhiệm vụ"),
}
