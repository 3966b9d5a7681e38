"""What one may do with care at home."""

from typing import Final

READ: Final = "care:episode:read"
WORK: Final = "care:episode:work"
RELEASE: Final = "care:episode:release"
SET_LINE: Final = "care:line:set"
WATCH_AREA: Final = "care:area:watch"
READ_OWN: Final = "care:own:read_own"

PERMISSIONS: Final[dict[str, str]] = {
    READ: "Xem người được theo dõi tại nhà trong khu vực",
    WORK: "Nhận theo dõi tại nhà, gọi, khai hộ qua điện thoại",
    RELEASE: "Kết thúc cách ly tại nhà, chuyển bệnh viện",
    SET_LINE: "Đặt số điện thoại trực của trạm y tế, đội phản ứng nhanh",
    WATCH_AREA: "Đặt, kết thúc vùng cần khai báo hằng ngày",
    READ_OWN: "Xem việc theo dõi tại nhà của mình và người mình chăm sóc",
}
