"""What one may do with isolation."""

from typing import Final

READ: Final = "isolation:order:read"
GIVE: Final = "isolation:order:give"
APPROVE: Final = "isolation:manual:approve"
COUNT: Final = "isolation:manual:count"
READ_SITE: Final = "isolation:site:read"
MANAGE_SITE: Final = "isolation:site:manage"

PERMISSIONS: Final[dict[str, str]] = {
    READ: "Xem các lệnh cách ly",
    GIVE: "Ra lệnh cách ly theo quy định, đề nghị cách ly khi chưa có dữ liệu, kết thúc lệnh",
    APPROVE: "Quyết định đề nghị cách ly của người khác",
    COUNT: "Xem số đề nghị cách ly không dựa trên dữ liệu có sẵn, không thấy tên ai",
    READ_SITE: "Xem các khu cách ly, khách sạn cách ly và số giường",
    MANAGE_SITE: "Thêm khu cách ly, nhận người vào và cho người ra",
}
