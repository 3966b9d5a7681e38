"""Says who gave a record."""

from typing import Final

from django.utils.translation import gettext_lazy as _

# By what stands before the colon of a record's source.
_SOURCES: Final = {
    "self": _("tự khai"),
    "clinic": _("cơ sở y tế"),
    "authority": _("cơ quan y tế"),
    "correction": _("bản sửa theo giấy tờ"),
    "test": _("kết quả xét nghiệm"),
    "national": _("nền tảng quốc gia"),
    "import": _("danh sách chuyển đến"),
    "web": _("khai trên mạng"),
    "gate": _("khai tại cổng"),
    "sms": _("khai qua tin nhắn"),
    "city": _("dữ liệu mô phỏng"),
}


def source_in_words(source: str) -> str:
    """Return who gave a record, from what stands before the colon of its source."""
    return str(_SOURCES.get(source.partition(":")[0], source))
