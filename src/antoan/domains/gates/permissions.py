"""What one may do about gates at work. The last ones are a device's own, of its place only; no role holds them."""

from typing import Final

REPORT: Final = "gates:report:read"
OVERSEE: Final = "gates:device:oversee"
WIPE: Final = "gates:device:wipe"
APPROVE: Final = "gates:override:approve"
SET_RULES: Final = "gates:rules:change"
READ_VISITORS: Final = "gates:visitor:read"
ALARMS: Final = "gates:alarm:read"
FOLLOW_SILENCE: Final = "gates:silence:follow"
ASK_VISITORS: Final = "gates:visitor:ask"
SWITCH: Final = "gates:switch:throw"
TAKE_PACK: Final = "gates:pack:take"

PERMISSIONS: Final[dict[str, str]] = {
    REPORT: "Xem báo cáo của cổng: lượt gửi muộn, lượt quét đôi",
    OVERSEE: "Xem tình trạng thiết bị quét",
    WIPE: "Xóa dữ liệu cổng trên thiết bị quét từ xa",
    APPROVE: "Cho người vào trái với màu, có lý do",
    SET_RULES: "Đặt giờ mở cửa, sức chứa và quy tắc của cổng",
    READ_VISITORS: "Xem danh sách khách",
    ALARMS: "Xem cảnh báo mã bị sao chép",
    FOLLOW_SILENCE: "Theo dõi những nơi lâu không có lượt quét",
    ASK_VISITORS: "Đề nghị một nơi cho danh sách người đến trong ngày, theo hồ sơ truy vết đang mở",
    SWITCH: "Ngừng quét mã, hoặc không cho trang quét cũ nói màu",
    TAKE_PACK: "Thiết bị lấy gói dữ liệu của cổng mình",
}
DEVICE: Final = frozenset((TAKE_PACK,))
