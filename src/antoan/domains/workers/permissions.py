"""What one may do with staff lists."""

from typing import Final

READ: Final = "workers:list:read"
MANAGE: Final = "workers:list:manage"
WATCH: Final = "workers:status:read"
DECIDE: Final = "workers:list:decide"
SET_QUOTA: Final = "workers:quota:set"
CHECK: Final = "workers:person:check"
OWN: Final = "workers:own:manage"

PERMISSIONS: Final[dict[str, str]] = {
    READ: "Xem danh sách người lao động của đơn vị",
    MANAGE: "Lập danh sách người lao động, nhập từ tệp, chia tổ, nộp và tải về",
    WATCH: "Xem màu, chấm công và cảnh báo của người lao động (không có bệnh, mũi tiêm hay lý do)",
    DECIDE: "Duyệt hoặc từ chối danh sách người lao động của các đơn vị",
    SET_QUOTA: "Đặt số lượng và điều kiện người lao động được đi làm",
    CHECK: "Đối chiếu người lao động với hồ sơ, đăng ký người chưa có hồ sơ",
    OWN: "Xem mình có tên ở danh sách nào, rút tên hoặc báo sai",
}
