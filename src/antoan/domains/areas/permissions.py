"""What one may do with areas. Reading them needs no right: they are public."""

from typing import Final

LOAD: Final = "areas:area:load"

PERMISSIONS: Final[dict[str, str]] = {LOAD: "Nạp danh mục đơn vị hành chính"}
