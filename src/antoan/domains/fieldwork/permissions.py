"""What one may do with field forms."""

from typing import Final

FILL: Final = "fieldwork:form:fill"
DECIDE: Final = "fieldwork:form:decide"

PERMISSIONS: Final[dict[str, str]] = {
    FILL: "Ghi phiếu tại nhà dân khi không có mạng",
    DECIDE: "Quyết định phiếu tại nhà trùng hoặc khác hồ sơ",
}
