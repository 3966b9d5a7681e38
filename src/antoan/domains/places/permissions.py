"""What one may do with places."""

from typing import Final

READ: Final = "places:place:read"
CHANGE: Final = "places:place:change"
ENROL_DEVICE: Final = "places:device:enrol"
REVOKE_DEVICE: Final = "places:device:revoke"
ISSUE_CODE: Final = "places:code:issue"
REPORT_POSTER: Final = "places:poster:report"
HANDLE_POSTER: Final = "places:poster:handle"

PERMISSIONS: Final[dict[str, str]] = {
    READ: "Xem địa điểm, cổng và thiết bị",
    CHANGE: "Thêm, sửa, đóng địa điểm, khu vực và cổng",
    ENROL_DEVICE: "Ghép thiết bị vào cổng",
    REVOKE_DEVICE: "Thu hồi thiết bị",
    ISSUE_CODE: "Cấp, thay mã QR địa điểm",
    REPORT_POSTER: "Báo tờ mã địa điểm giả, mã cũ",
    HANDLE_POSTER: "Xử lý tin báo tờ mã địa điểm giả, mã cũ",
}
