"""What one may do with messages."""

from typing import Final

READ: Final = "messaging:message:read"
WATCH: Final = "messaging:queue:watch"
TEST: Final = "messaging:test:send"

PERMISSIONS: Final[dict[str, str]] = {
    READ: "Xem tin nhắn đã gửi cho một người, và chọn có nhận hay không",
    WATCH: "Theo dõi hàng chờ, chi phí và lỗi gửi tin nhắn (không thấy nội dung, số bị che)",
    TEST: "Gửi tin nhắn thử",
}
