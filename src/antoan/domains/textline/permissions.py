"""What one may do with people who registered by SMS."""

from typing import Final

COMPLETE: Final = "textline:application:complete"
ASSIGN: Final = "textline:application:assign"

PERMISSIONS: Final[dict[str, str]] = {
    COMPLETE: "Hoàn tất đăng ký của người nhắn tin DK trong địa bàn",
    ASSIGN: "Chuyển đăng ký qua tin nhắn về đúng phường, xã",
}
