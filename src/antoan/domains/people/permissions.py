"""What one may do with people."""

from typing import Final

FIND: Final = "people:person:find"
READ: Final = "people:person:read"
REGISTER: Final = "people:person:register"
CHANGE: Final = "people:person:change"
ERASE: Final = "people:person:erase"
ASSIST: Final = "people:person:assist"

PERMISSIONS: Final[dict[str, str]] = {
    FIND: "Tìm người theo họ tên và ngày sinh",
    READ: "Xem thông tin của một người",
    REGISTER: "Đăng ký người mới",
    CHANGE: "Sửa thông tin, giấy tờ, số điện thoại và người phụ thuộc",
    ERASE: "Xóa vĩnh viễn dữ liệu của một người",
    ASSIST: "Làm giúp việc của một người, cùng với người đó, tại bàn hoặc qua điện thoại",
}
