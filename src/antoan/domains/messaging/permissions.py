"""What one may do with messages."""

from typing import Final

READ: Final = "messaging:message:read"

PERMISSIONS: Final[dict[str, str]] = {READ: "Xem tin nhắn đã gửi cho một người"}
