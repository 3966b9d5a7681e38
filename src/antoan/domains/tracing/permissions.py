"""What one may do with tracing."""

from typing import Final

READ: Final = "tracing:case:read"
WORK: Final = "tracing:case:work"
UNMASK: Final = "tracing:contact:unmask"
TELL_PLACE: Final = "tracing:place:tell"
ASK_EXPORT: Final = "tracing:export:ask"
ALLOW_EXPORT: Final = "tracing:export:allow"
READ_CLUSTERS: Final = "tracing:cluster:read"
READ_NOTICES: Final = "tracing:notice:read"

PERMISSIONS: Final[dict[str, str]] = {
    READ: "Xem hồ sơ truy vết, tên người tiếp xúc được che",
    WORK: "Mở hồ sơ truy vết, tìm người tiếp xúc, nhắn tin, ghi kết quả theo dõi",
    UNMASK: "Mở tên và số điện thoại người tiếp xúc trong hồ sơ đang mở, 30 phút mỗi lần, có lý do",
    TELL_PLACE: "Báo cho địa điểm là có ca mắc từng đến",
    ASK_EXPORT: "Đề nghị xuất danh sách người tiếp xúc ra tệp",
    ALLOW_EXPORT: "Cho phép xuất danh sách người tiếp xúc mà người khác đề nghị",
    READ_CLUSTERS: "Xem những nơi nhiều ca mắc cùng đến",
    READ_NOTICES: "Xem thông báo có ca mắc từng đến địa điểm của mình",
}
