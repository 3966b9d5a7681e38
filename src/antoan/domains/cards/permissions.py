"""What one may do with printed cards."""

from typing import Final

PRINT: Final = "cards:card:print"
MAKE_BATCH: Final = "cards:batch:make"
REACH_OUT: Final = "cards:outreach:work"

PERMISSIONS: Final[dict[str, str]] = {
    PRINT: "In thẻ mã QR cho một người",
    MAKE_BATCH: "In thẻ mã QR hàng loạt, thu hồi loạt in nhầm",
    REACH_OUT: "Xem ai ở địa bàn chưa có mã, ghi đã gặp hay chưa",
}
