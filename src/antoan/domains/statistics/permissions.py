"""What one may do with the figures of an area. The risk map is everybody's."""

from typing import Final

READ: Final = "statistics:counts:read"
EXPORT: Final = "statistics:counts:export"

PERMISSIONS: Final[dict[str, str]] = {
    READ: "Xem số liệu của địa bàn và tải báo cáo hằng đêm",
    EXPORT: "Tải số liệu của địa bàn về máy dưới dạng tệp",
}
