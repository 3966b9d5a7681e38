"""The words for care at home."""

from typing import Final

from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from antoan.domains.care.documents import Slot, release_document
from antoan.domains.care.values import Ending, ReleaseStanding, Urgency, WhyRelease
from antoan.domains.records.values import IsolationKind

KINDS: Final = {
    IsolationKind.CASE: gettext_lazy("Người mắc bệnh (F0)"),
    IsolationKind.CONTACT: gettext_lazy("Người tiếp xúc (F1)"),
    IsolationKind.ARRIVAL: gettext_lazy("Người từ nơi khác đến"),
}
ENDINGS: Final = {
    Ending.RELEASED: gettext_lazy("Đã hoàn thành cách ly"),
    Ending.REFERRED: gettext_lazy("Đã chuyển bệnh viện"),
    Ending.BECAME_CASE: gettext_lazy("Chuyển sang theo dõi người mắc bệnh"),
    Ending.MISTAKEN: gettext_lazy("Mở nhầm, đã hủy"),
}
URGENCIES: Final = {
    Urgency.ALARM: gettext_lazy("Báo động, chưa ai nhận"),
    Urgency.ANSWERED: gettext_lazy("Báo động, đang xử lý"),
    Urgency.MISSED: gettext_lazy("Không khai báo"),
    Urgency.CALM: gettext_lazy("Ổn"),
}
LEVELS: Final = {
    1: gettext_lazy("Trạm y tế phường, xã"),
    2: gettext_lazy("Đội phản ứng nhanh"),
    3: gettext_lazy("Sở Y tế"),
}


def slot_word(slot: Slot) -> str:
    """Return what a time of day is called."""
    return slot.words.say(get_language())


def release_text(standing: ReleaseStanding) -> str:
    """Return when isolation ends and why, as the person reads it."""
    said = {"day": date_format(standing.ends_on, "d/m/Y"), "basis": release_document(standing.rule).basis}
    match standing.why:
        case WhyRelease.DAYS_NOT_OVER if release_document(standing.rule).needs_negative:
            return _("Sớm nhất ngày %(day)s, khi xét nghiệm âm tính (%(basis)s).") % said
        case WhyRelease.DAYS_NOT_OVER:
            return _("Ngày %(day)s (%(basis)s).") % said
        case WhyRelease.TEST_WANTED:
            return _("Đã đủ ngày: cần xét nghiệm âm tính. Muộn nhất ngày %(day)s (%(basis)s).") % said
        case WhyRelease.STILL_POSITIVE:
            return _("Xét nghiệm còn dương tính: tiếp tục đến ngày %(day)s (%(basis)s).") % said
        case WhyRelease.NEGATIVE:
            return _("Được kết thúc: đủ ngày và xét nghiệm âm tính (%(basis)s).") % said
    return _("Được kết thúc: đã đủ ngày, từ %(day)s (%(basis)s).") % said
