"""What one may do about who people are."""

from typing import Final

MANAGE_FAMILY: Final = "identity:family:manage"
DECIDE: Final = "identity:case:decide"
PRINT_ACTIVATION: Final = "identity:activation:print"
CONFIRM_INVITATION: Final = "identity:invitation:confirm"
MANAGE_HELPERS: Final = "identity:helper:manage"

PERMISSIONS: Final[dict[str, str]] = {
    MANAGE_FAMILY: "Thêm và bỏ người mà mình khai báo hộ",
    DECIDE: "Đối chiếu đăng ký nghi trùng với người đã có",
    PRINT_ACTIVATION: "In mã kích hoạt cho người không nhận được tin nhắn",
    CONFIRM_INVITATION: "Xác nhận tại phường rằng một người đồng ý cho người khác khai báo hộ",
    MANAGE_HELPERS: "Giao quyền có thời hạn cho tình nguyện viên ở địa bàn, kết thúc ngay khi cần",
}
