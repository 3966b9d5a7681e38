"""What one may do with units."""

from typing import Final

REGISTER: Final = "units:unit:register"
READ: Final = "units:unit:read"
CHANGE: Final = "units:unit:change"
MANAGE_STAFF: Final = "units:staff:manage"
DECIDE_ZONE: Final = "units:registration:decide_zone"
DECIDE_WARD: Final = "units:registration:decide_ward"
DECIDE_DISTRICT: Final = "units:registration:decide_district"
OVERSEE: Final = "units:registration:oversee"
LEAD_ZONE: Final = "units:zone:lead"

PERMISSIONS: Final[dict[str, str]] = {
    REGISTER: "Đăng ký đơn vị",
    READ: "Xem đơn vị",
    CHANGE: "Sửa đơn vị, thêm địa điểm",
    MANAGE_STAFF: "Mời, xem và cho nghỉ người làm việc của đơn vị trên hệ thống",
    DECIDE_ZONE: "Duyệt đăng ký của đơn vị trong khu công nghiệp",
    DECIDE_WARD: "Duyệt đăng ký của đơn vị trong phường, xã",
    DECIDE_DISTRICT: "Duyệt đăng ký của đơn vị trong quận, huyện (trước tháng 7/2025)",
    OVERSEE: "Theo dõi và duyệt những đăng ký của đơn vị đã quá hạn",
    LEAD_ZONE: "Mời đơn vị vào khu, xem tình hình quét mã của những đơn vị đã nhận lời",
}
