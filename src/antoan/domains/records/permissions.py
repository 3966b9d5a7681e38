"""What one may do with health records."""

from typing import Final

READ: Final = "records:record:read"
WRITE: Final = "records:record:write"
SUBMIT: Final = "records:record:submit"
CONFIRM_CASE: Final = "records:infection:confirm"
ORDER_ISOLATION: Final = "records:isolation:order"
REGISTER_LOT: Final = "records:lot:register"

PERMISSIONS: Final[dict[str, str]] = {
    READ: "Xem hồ sơ tiêm chủng, xét nghiệm, ca bệnh, cách ly",
    WRITE: "Ghi, xác minh, hủy kết quả tiêm chủng và xét nghiệm",
    SUBMIT: "Tự khai mũi tiêm, kết quả xét nghiệm để chờ xác minh",
    CONFIRM_CASE: "Xác nhận ca bệnh không qua kết quả xét nghiệm trong hệ thống",
    ORDER_ISOLATION: "Ra và gỡ lệnh cách ly",
    REGISTER_LOT: "Ghi lô vắc xin vào sổ lô",
}
