"""What one may do with units."""

from typing import Final

REGISTER: Final = "units:unit:register"
READ: Final = "units:unit:read"
CHANGE: Final = "units:unit:change"

PERMISSIONS: Final[dict[str, str]] = {
    REGISTER: "Đăng ký đơn vị",
    READ: "Xem đơn vị",
    CHANGE: "Sửa đơn vị, thêm địa điểm",
}
