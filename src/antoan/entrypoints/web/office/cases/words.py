"""The words of the registry, and what is said of what was wrong."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from antoan.domains.cases.values import Basis, CaseState, Delay, ReportState
from antoan.domains.records.values import RecoveryProof

STATES: Final = {
    CaseState.ACTIVE: _("Đang mắc"),
    CaseState.RECOVERED: _("Đã khỏi"),
    CaseState.VOID: _("Đã hủy"),
}
BASES: Final = {
    Basis.TEST: _("Xét nghiệm dương tính đã xác minh"),
    Basis.AUTHORITY: _("Cơ quan y tế xác nhận"),
}
DELAYS: Final = {
    Delay.HOURS_24: _("trong 24 giờ"),
    Delay.HOURS_48: _("trong 48 giờ"),
    Delay.WEEKLY: _("hằng tuần"),
}
REPORTS: Final = {
    ReportState.UNASKED: _("Nhận từ nơi khác, không tính hạn"),
    ReportState.WAITING: _("Chưa báo cáo"),
    ReportState.OVERDUE: _("Quá hạn báo cáo"),
    ReportState.REPORTED: _("Đã báo cáo"),
    ReportState.LATE: _("Báo cáo muộn"),
}
ASKED_REPORTS: Final = (ReportState.OVERDUE, ReportState.WAITING, ReportState.REPORTED)
PROOFS: Final = {
    RecoveryProof.DISCHARGE: _("Giấy ra viện"),
    RecoveryProof.ISOLATION_COMPLETED: _("Giấy hoàn thành cách ly của phường, xã"),
    RecoveryProof.HOME_CARE_CONFIRMED: _(
        "Xác nhận của tổ trưởng hoặc đội chăm sóc tại nhà (người tự điều trị)"
    ),
}
SAYINGS: Final = {
    "cases:file:void": _("Hồ sơ này đã hủy: không báo cáo, không xếp vào ổ dịch được."),
    "cases:report:unreadable": _("Hãy xem lại những ô được đánh dấu."),
    "cases:report:full": _("Ca này đã báo cáo quá nhiều lần."),
    "cases:outbreak:unreadable": _("Hãy ghi tên, nơi, phường xã và ngày bắt đầu (không sau hôm nay)."),
    "cases:outbreak:too_early": _("Chưa đủ số ngày không có ca mới."),
    "cases:outbreak:closed": _("Ổ dịch này đã đóng."),
    "records:recovery:implausible": _(
        "Ngày khỏi: sớm nhất là ngày thứ bảy sau khi xác định, và không sau hôm nay."
    ),
    "records:recovery:differs": _("Ca này đã ghi ngày khỏi khác."),
    "records:record:annulled": _("Hồ sơ này đã hủy."),
    "records:infection:unproven": _(
        "Ca mắc cần số hồ sơ của cơ quan y tế. Tờ khai hay que thử tự làm không đủ."
    ),
    "records:record:unreadable": _("Tên cơ quan nhiều nhất 40 chữ cái, số hồ sơ nhiều nhất 80."),
}
