"""The words of isolation, and what is said of what was wrong."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from antoan.domains.isolation.values import Evidence, Ground, Leaving, OrderState, SiteKind, Standing, Where
from antoan.domains.records.values import IsolationKind

KINDS: Final = {
    IsolationKind.CASE: _("Người mắc (F0)"),
    IsolationKind.CONTACT: _("Người tiếp xúc (F1)"),
    IsolationKind.ARRIVAL: _("Người từ nơi khác đến"),
}
STATES: Final = {
    OrderState.PROPOSED: _("Chờ người thứ hai"),
    OrderState.GIVEN: _("Đang có hiệu lực"),
    OrderState.ENDED: _("Đã kết thúc"),
    OrderState.REFUSED: _("Không được duyệt"),
}
GROUNDS: Final = {
    Ground.INFECTION: _("Ca mắc đã xác nhận trong hệ thống"),
    Ground.TRACING: _("Hồ sơ truy vết trong hệ thống"),
    Ground.MANUAL: _("Đề nghị của cán bộ, hai người quyết định"),
}
STANDINGS: Final = {
    Standing.FULL: _("Đủ mũi, hoặc khỏi bệnh chưa quá 6 tháng"),
    Standing.PARTIAL: _("Chưa đủ, hoặc đã quá 6 tháng"),
    Standing.NONE: _("Chưa tiêm"),
}
PLACES: Final = {Where.HOME: _("tại nhà"), Where.SITE: _("tập trung")}
EVIDENCE: Final = {
    Evidence.TRACING: _("Hồ sơ truy vết (số)"),
    Evidence.DOCUMENT: _("Văn bản, danh sách (số)"),
    Evidence.INTERVIEW: _("Biên bản hỏi (số)"),
}
SITE_KINDS: Final = {SiteKind.SITE: _("Khu cách ly tập trung"), SiteKind.HOTEL: _("Khách sạn cách ly")}
LEAVINGS: Final = {
    Leaving.ENDED: _("Hết thời gian cách ly"),
    Leaving.MOVED: _("Chuyển nơi khác"),
    Leaving.HOSPITAL: _("Chuyển bệnh viện"),
    Leaving.OTHER: _("Lý do khác"),
}
SAYINGS: Final = {
    "isolation:order:nothing": _("Theo quy định của ngày này, người này không phải cách ly, hoặc đã qua thời gian."),
    "isolation:order:no_case": _("Người này không có ca mắc đã xác nhận: không ra lệnh cách ly F0 được."),
    "isolation:order:unreadable": _("Hãy chọn ngày (không sau hôm nay), lý do y tế, và ghi số của bằng chứng."),
    "isolation:evidence:unknown": _("Không có hồ sơ truy vết đang mở với số này."),
    "isolation:manual:too_many": _("Bạn đã đề nghị đến mức tối đa trong ngày."),
    "isolation:manual:own": _("Không ai tự quyết định đề nghị của mình, hay việc của mình và gia đình."),
    "isolation:manual:stale": _("Quá 24 giờ không ai quyết định: hãy đề nghị lại."),
    "isolation:order:decided": _("Đề nghị này đã được quyết định."),
    "isolation:reason:missing": _("Hãy ghi rõ lý do, từ 5 đến 200 chữ cái."),
    "records:isolation:differs": _("Người này đã có lệnh từ ngày đó, đã gỡ hoặc dài hơn."),
    "isolation:site:unreadable": _("Hãy ghi tên, địa chỉ, số giường (từ 1 đến 10.000)."),
    "isolation:camera:unreadable": _("Đường dẫn camera phải bắt đầu bằng https:// và không chứa mật khẩu."),
    "isolation:site:full": _("Hết giường."),
    "isolation:bed:taken": _("Giường này đang có người."),
    "isolation:stay:no_order": _("Không có lệnh cách ly đang có hiệu lực với số này."),
    "isolation:stay:elsewhere": _("Người này đang ở một nơi cách ly khác: hãy ghi ra khỏi nơi đó trước."),
}  # fmt: skip
