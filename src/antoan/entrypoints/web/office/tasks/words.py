"""The words for tasks, their steps and their outcomes."""

from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from antoan.domains.monitoring.kinds import rules_of
from antoan.domains.monitoring.values import Outcome, StepKind, TaskKind, TaskState

KINDS: Final = {
    TaskKind.RISKY_DECLARATION: _("Tờ khai có yếu tố nguy cơ"),
    TaskKind.DOUBTFUL_DECLARATION: _("Tờ khai đáng ngờ"),
    TaskKind.POSITIVE_SELF_TEST: _("Tự xét nghiệm dương tính"),
    TaskKind.HOME_WARNING: _("Dấu hiệu cần báo ngay tại nhà"),
    TaskKind.HOME_MISSED: _("Theo dõi tại nhà, cả ngày không khai"),
}
STATES: Final = {
    TaskState.OPEN: _("Chưa ai nhận"),
    TaskState.TAKEN: _("Đang làm"),
    TaskState.CLOSED: _("Đã xong"),
}
STEPS: Final = {
    StepKind.OPENED: _("Mở việc"),
    StepKind.AGAIN: _("Có thêm tờ khai"),
    StepKind.TAKEN: _("Nhận việc"),
    StepKind.CALLED: _("Đã gọi"),
    StepKind.CLOSED: _("Kết thúc"),
    StepKind.ESCALATED: _("Quá hạn, chuyển lên cấp trên"),
    StepKind.SETTLED: _("Người này báo tờ khai không đúng, việc tự kết thúc"),
}


def outcome_word(kind: TaskKind, key: str) -> str:
    """Return an outcome in words; "" for none, and for what ended by itself."""
    known = {outcome.key: outcome for outcome in rules_of(kind).outcomes}
    return said(known[key]) if key in known else ""


def said(outcome: Outcome) -> str:
    """Return an outcome in the reader's language."""
    return outcome.en if get_language() == "en" else outcome.vi
