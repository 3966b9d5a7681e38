"""What one may do about people's rights over their data."""

from typing import Final

CONSENT: Final = "privacy:consent:give"
LOOKS: Final = "privacy:look:read"
ASK: Final = "privacy:request:open"
READ: Final = "privacy:request:read"
DECIDE: Final = "privacy:request:decide"
ANSWER_LOOK: Final = "privacy:look:answer"
OVERSEE: Final = "privacy:request:oversee"
UNMASK: Final = "privacy:identity:unmask"
RETENTION: Final = "privacy:retention:read"

PERMISSIONS: Final[dict[str, str]] = {
    CONSENT: "Đồng ý hoặc rút lại đồng ý về dữ liệu của mình",
    LOOKS: "Xem ai đã xem dữ liệu của mình",
    ASK: "Yêu cầu xem, nhận bản sao, hạn chế, phản đối, xóa dữ liệu, cho mình hoặc báo hộ",
    READ: "Xem yêu cầu về dữ liệu của mình",
    DECIDE: "Giải quyết yêu cầu về quyền dữ liệu của người dân",
    ANSWER_LOOK: "Trả lời phản ánh về việc dữ liệu bị xem sai",
    OVERSEE: "Xem danh sách yêu cầu về quyền dữ liệu đã quá hạn",
    UNMASK: "Mở tên và số giấy tờ của người có yêu cầu đang giải quyết, trong 30 phút",
    RETENTION: "Xem báo cáo dọn dữ liệu hết hạn",
}
