"""Why a record is kept apart, in words that the person and the desk both read."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from antoan.domains.records.values import Doubt

DOUBTS: Final = {
    Doubt.FUTURE: _("ngày ở tương lai"),
    Doubt.BEFORE_BIRTH: _("ngày trước khi sinh"),
    Doubt.BEFORE_LICENCE: _("ngày trước khi vắc xin được cấp phép"),
    Doubt.UNKNOWN_PRODUCT: _("không rõ loại vắc xin"),
    Doubt.INTERVAL_TOO_SHORT: _("hai mũi quá gần nhau"),
    Doubt.DOUBLE_DOSE: _("hai mũi trong một ngày"),
    Doubt.RESULT_BEFORE_SAMPLE: _("có kết quả trước khi lấy mẫu"),
    Doubt.BEFORE_EPIDEMIC: _("ngày trước khi có dịch"),
    Doubt.PERIOD_TOO_LONG: _("thời gian quá dài"),
    Doubt.WRONG_AGE: _("chưa đủ tuổi tiêm loại này"),
    Doubt.MIX_NOT_ALLOWED: _("khác loại với mũi trước, chưa được phép trộn"),
    Doubt.LOT_UNKNOWN: _("số lô không có trong sổ lô"),
    Doubt.LOT_EXPIRED: _("lô vắc xin đã hết hạn"),
    Doubt.AFTER_HOURS: _("tiêm ngoài giờ làm việc"),
    Doubt.OTHER_PERSON: _("nguồn ghi tên người khác"),
}
