"""What one may do at a reception."""

from typing import Final

WORK: Final = "reception:desk:work"
KIOSK: Final = "reception:kiosk:show"

PERMISSIONS: Final[dict[str, str]] = {
    WORK: "Đón người đến bệnh viện, phòng khám: khai báo hộ, phát số, gọi số",
    KIOSK: "Mở màn hình tự lấy số và bảng gọi số, không thấy danh sách",
}
