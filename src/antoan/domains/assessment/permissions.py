"""What one may do with assessments."""

from typing import Final

MAKE: Final = "assessment:own:make"
READ: Final = "assessment:own:read"
OVERSEE: Final = "assessment:level:oversee"

PERMISSIONS: Final[dict[str, str]] = {
    MAKE: "Tự đánh giá địa điểm của đơn vị theo bộ tiêu chí, lập kế hoạch khắc phục",
    READ: "Xem kết quả tự đánh giá của đơn vị",
    OVERSEE: "Xem mức an toàn của các địa điểm trong địa bàn và từng bản tự đánh giá",
}
