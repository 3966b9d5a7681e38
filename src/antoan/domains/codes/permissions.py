"""What one may do with codes."""

from typing import Final

SHOW: Final = "codes:personal:show"
FIND_SPOKEN: Final = "codes:spoken:find"
ISSUE: Final = "codes:personal:issue"
REVOKE: Final = "codes:personal:revoke"
ROTATE_KEYS: Final = "codes:keys:rotate"

PERMISSIONS: Final[dict[str, str]] = {
    SHOW: "Xem mã QR cá nhân đang có hiệu lực",
    FIND_SPOKEN: "Tra mã ngắn mà người dân đọc hoặc đưa ra",
    ISSUE: "Cấp mã QR cá nhân",
    REVOKE: "Thu hồi mã QR cá nhân",
    ROTATE_KEYS: "Thay khóa ký mã QR",
}
