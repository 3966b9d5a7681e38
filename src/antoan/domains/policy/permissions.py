"""What one may do with policies."""

from typing import Final

READ: Final = "policy:policy:read"
PUBLISH: Final = "policy:policy:publish"
ACTIVATE: Final = "policy:policy:activate"

PERMISSIONS: Final[dict[str, str]] = {
    READ: "Xem bộ quy tắc màu và nơi áp dụng",
    PUBLISH: "Đưa bộ quy tắc màu vào hệ thống",
    ACTIVATE: "Áp dụng, thay và khôi phục bộ quy tắc màu",
}
