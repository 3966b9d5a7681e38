"""The words of staff lists: colours, states, plans, numbers, steps."""

from datetime import datetime, timedelta
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from antoan.domains.workers.list_values import Conditions, Finding, FindingKind, ListState, PlanKind, StepKind
from antoan.domains.workers.rules.quotas import percent, percent_for_units
from antoan.domains.workers.values import Because, Ended, Standing, Status
from antoan.kit import clock

STANDINGS: Final = {
    Standing.GREEN: gettext_lazy("Xanh"),
    Standing.YELLOW: gettext_lazy("Vàng"),
    Standing.RED: gettext_lazy("Đỏ"),
    Standing.BLACK: gettext_lazy("Đen"),
    Standing.UNKNOWN: gettext_lazy("Chưa rõ"),
    Standing.CHECK: gettext_lazy("Cần kiểm tra"),
}
STATES: Final = {
    ListState.SUBMITTED: gettext_lazy("Đang chờ duyệt"),
    ListState.APPROVED: gettext_lazy("Đã duyệt"),
    ListState.REFUSED: gettext_lazy("Không được duyệt"),
    ListState.WITHDRAWN: gettext_lazy("Đã rút"),
    ListState.REPLACED: gettext_lazy("Đã thay bằng danh sách mới"),
    ListState.EXPIRED: gettext_lazy("Đã hết hiệu lực"),
    ListState.REVOKED: gettext_lazy("Đã bị thu hồi"),
}
STEPS: Final = {
    StepKind.SUBMITTED: gettext_lazy("Đơn vị nộp danh sách"),
    StepKind.APPROVED: gettext_lazy("Được duyệt"),
    StepKind.REFUSED: gettext_lazy("Không được duyệt"),
    StepKind.WITHDRAWN: gettext_lazy("Đơn vị rút lại"),
    StepKind.REPLACED: gettext_lazy("Thay bằng danh sách mới"),
    StepKind.EXPIRED: gettext_lazy("Hết hiệu lực"),
    StepKind.REVOKED: gettext_lazy("Bị thu hồi trước hạn"),
    StepKind.FAILS_NOW: gettext_lazy("Kiểm tra hằng đêm: không còn đủ điều kiện"),
    StepKind.HOLDS_AGAIN: gettext_lazy("Kiểm tra hằng đêm: đủ điều kiện trở lại"),
    StepKind.REMINDED: gettext_lazy("Đã nhắc đơn vị sắp hết hiệu lực"),
}
PLANS: Final = {
    PlanKind.ORDINARY: gettext_lazy("Làm việc bình thường, có giãn cách"),
    PlanKind.ON_SITE: gettext_lazy("“3 tại chỗ”: làm, ăn, nghỉ tại chỗ"),
    PlanKind.ONE_ROUTE: gettext_lazy("“1 cung đường, 2 điểm đến”: xe đưa đón riêng"),
    PlanKind.PILOT: gettext_lazy("Thí điểm hoạt động trở lại"),
}
ENDINGS: Final = {
    Ended.BY_UNIT: gettext_lazy("Đơn vị đã bỏ tên"),
    Ended.LEFT: gettext_lazy("Bạn đã rút tên"),
    Ended.CONTESTED: gettext_lazy("Bạn đã báo không làm ở đây"),
}
BECAUSE: Final = {
    Because.PAPER: gettext_lazy("Số giấy tờ không khớp: hãy xem lại giấy gốc rồi sửa."),
    Because.NAME: gettext_lazy("Họ tên không khớp giấy tờ: hãy xem lại giấy gốc rồi sửa."),
    Because.BIRTH: gettext_lazy("Ngày sinh không khớp giấy tờ: hãy xem lại giấy gốc rồi sửa."),
    Because.UNREACHABLE: gettext_lazy(
        "Phường, xã chưa liên hệ được người này: hãy ghi số điện thoại, nhắc người này đăng ký."
    ),
}
_FINDINGS: Final = {
    FindingKind.UNIT_QUOTA: gettext_lazy("Số người của đơn vị"),
    FindingKind.TOTAL_QUOTA: gettext_lazy("Tổng số người của ngành trong khu vực"),
    FindingKind.PROTECTED: gettext_lazy("Đã tiêm hoặc đã khỏi bệnh"),
    FindingKind.TESTED: gettext_lazy("Có kết quả âm tính còn hạn"),
    FindingKind.STOPPED: gettext_lazy("Đang phải dừng làm việc"),
}
_SHARES: Final = frozenset({FindingKind.PROTECTED, FindingKind.TESTED})


def finding_rows(found: tuple[Finding, ...], *, for_unit: bool) -> list[dict[str, object]]:
    """Return comparisons as a table shows them: a unit sees shares in steps of five, and none of few people."""
    return [
        {
            "name": _FINDINGS[one.kind],
            "counted": _counted(one, for_unit),
            "wanted": _wanted(one),
            "is_met": one.is_met,
        }
        for one in found
    ]


def condition_lines(conditions: Conditions) -> list[str]:
    """Say what is asked, one line a condition."""
    lines = []
    if conditions.protected_percent_min is not None:
        lines.append(
            _(
                "Ít nhất %(percent)d%% người đã tiêm từ %(doses)d mũi và đủ %(days)d ngày, hoặc đã khỏi bệnh chưa quá %(recovered)d ngày"
            )
            % {
                "percent": conditions.protected_percent_min,
                "doses": conditions.doses_min,
                "days": conditions.dose_days_min,
                "recovered": conditions.recovered_days_max,
            }
        )
    if conditions.tested_percent_min is not None:
        lines.append(
            _("Ít nhất %(percent)d%% người có kết quả âm tính trong %(days)d ngày")
            % {"percent": conditions.tested_percent_min, "days": conditions.tested_days_max}
        )
    return lines


def people(count: int) -> str:
    """Return a number of people in words."""
    return ngettext("%(count)s người", "%(count)s người", count) % {"count": number(count)}


def number(count: int) -> str:
    """Return a whole number with its thousands apart, as the reader's language does it."""
    grouped = f"{count:,}"
    return grouped if (get_language() or "").startswith("en") else grouped.replace(",", ".")


def status_notes(status: Status) -> list[str]:
    """Say beside a colour how long it holds and whether a test is due."""
    notes = []
    if status.until is not None:
        notes.append(_("đến %(moment)s") % {"moment": moment(status.until)})
    if status.needs_test:
        notes.append(_("cần xét nghiệm"))
    return notes


def moment(at: datetime) -> str:
    """Return hour and day; midnight is the end of the day before."""
    local = clock.local(at)
    if (local.hour, local.minute) == (0, 0):
        return _("hết ngày %(day)s") % {"day": date_format(local.date() - timedelta(days=1), "d/m/Y")}
    return date_format(local, "H:i d/m/Y")


def _counted(one: Finding, for_unit: bool) -> str:
    if one.kind not in _SHARES:
        return people(one.counted)
    if not for_unit:
        return _("%(counted)s, tức %(percent)d%%") % {
            "counted": f"{number(one.counted)}/{number(one.of)}",
            "percent": percent(one),
        }
    shown = percent_for_units(one)
    if shown is None:
        return _("ít người nên không hiện số")
    return _("khoảng %(percent)d%%") % {"percent": shown}


def _wanted(one: Finding) -> str:
    if one.kind in _SHARES:
        return _("ít nhất %(percent)d%%") % {"percent": one.wanted}
    if one.kind is FindingKind.STOPPED:
        return _("không có ai")
    return _("nhiều nhất %(people)s") % {"people": people(one.wanted)}
