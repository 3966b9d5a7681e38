"""What one may do with tasks."""

from typing import Final

WORK: Final = "monitoring:task:work"
ANSWER: Final = "monitoring:task:answer"
OVERSEE: Final = "monitoring:task:oversee"
READ_ALERT: Final = "monitoring:alert:read"

PERMISSIONS: Final[dict[str, str]] = {
    WORK: "Nhận, gọi và kết thúc việc theo dõi sức khỏe trong khu vực",
    ANSWER: "Nhận, gọi và kết thúc việc theo dõi sức khỏe mà phường không nhận kịp",
    OVERSEE: "Xem việc theo dõi sức khỏe đã quá hạn",
    READ_ALERT: "Xem báo động của đơn vị (chỉ tình trạng)",
}
