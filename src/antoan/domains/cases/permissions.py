"""What one may do with cases."""

from typing import Final

READ: Final = "cases:file:read"
REPORT: Final = "cases:report:file"
MANAGE_OUTBREAK: Final = "cases:outbreak:manage"

PERMISSIONS: Final[dict[str, str]] = {
    READ: "Xem danh sách ca mắc, tình hình báo cáo và các ổ dịch",
    REPORT: "Lập phiếu báo cáo ca bệnh",
    MANAGE_OUTBREAK: "Mở, đóng ổ dịch và xếp ca mắc vào ổ dịch",
}
