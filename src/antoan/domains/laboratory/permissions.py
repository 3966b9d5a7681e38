"""What one may do with samples."""

from typing import Final

COLLECT: Final = "laboratory:tube:collect"
RESULT: Final = "laboratory:tube:result"

PERMISSIONS: Final[dict[str, str]] = {
    COLLECT: "Lấy mẫu: quét ống, quét mã người, xét nghiệm nhanh tại chỗ",
    RESULT: "Trả kết quả của ống mẫu, từng ống hoặc cả loạt",
}
