"""What one may do with passes."""

from typing import Final

READ: Final = "passes:pass:read"

PERMISSIONS: Final[dict[str, str]] = {READ: "Xem màu và lý do của một người"}
