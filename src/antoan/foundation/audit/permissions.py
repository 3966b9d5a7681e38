"""What one may do with the trail."""

from typing import Final

READ: Final = "audit:trail:read"

PERMISSIONS: Final[dict[str, str]] = {READ: "Xem nhật ký truy cập và quyết định"}
