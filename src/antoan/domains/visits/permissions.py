"""What one may do with visits."""

from typing import Final

LIST: Final = "visits:visit:list"
READ_OWN: Final = "visits:visit:read_own"
CHECK_ONESELF: Final = "visits:visit:check_oneself"

PERMISSIONS: Final[dict[str, str]] = {
    LIST: "Xem danh sách lượt ra vào và số người đang có mặt",
    READ_OWN: "Xem lịch sử ra vào của chính mình",
    CHECK_ONESELF: "Tự báo vào, báo ra tại mã địa điểm, cho mình và người phụ thuộc",
}
