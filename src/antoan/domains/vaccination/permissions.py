"""What one may do with vaccination campaigns."""

from typing import Final

MANAGE: Final = "vaccination:campaign:manage"
WORK: Final = "vaccination:session:work"
IMPORT: Final = "vaccination:list:import"
SETTLE: Final = "vaccination:held:settle"

PERMISSIONS: Final[dict[str, str]] = {
    MANAGE: "Mở chiến dịch tiêm chủng, lập danh sách, mở buổi tiêm, mời người đến tiêm",
    IMPORT: "Nhập mũi tiêm từ tệp, xem dòng chưa rõ của ai, bỏ cả tệp",
    SETTLE: "Giải quyết dòng chưa rõ của ai trong danh sách mũi tiêm của thành phố",
    WORK: "Đón người đến tiêm, nhập mũi tiêm bằng máy quét, ghi phản ứng sau tiêm",
}
