"""The words for records: how far they are trusted, why one is doubted, what kinds there are."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from antoan.domains.declarations.values import Channel
from antoan.domains.records.values import RecordState
from antoan.entrypoints.web.shared.doubts import DOUBTS

__all__ = ["CHANNELS", "DOUBTS", "STATES"]

STATES: Final = {
    RecordState.VERIFIED: _("Đã xác minh"),
    RecordState.UNVERIFIED: _("Chờ xác minh"),
    RecordState.QUARANTINED: _("Chờ xác minh, có điểm chưa rõ"),
    RecordState.ANNULLED: _("Đã hủy"),
}
CHANNELS: Final = {
    Channel.WEB: _("khai trên mạng"),
    Channel.GATE: _("khai tại cổng"),
    Channel.SMS: _("khai qua tin nhắn"),
    Channel.STAFF: _("cán bộ khai giúp"),
}
