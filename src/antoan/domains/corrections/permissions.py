"""What one may do with tickets and appeals."""

from collections.abc import Mapping
from typing import Final

from antoan.domains.corrections.values import Subject

OPEN: Final = "corrections:ticket:open"
READ: Final = "corrections:ticket:read"
DECIDE_HEALTH: Final = "corrections:health:decide"
DECIDE_CASE: Final = "corrections:case:decide"
DECIDE_REGISTRY: Final = "corrections:registry:decide"
OVERSEE: Final = "corrections:ticket:oversee"
ANSWER_APPEAL: Final = "corrections:appeal:answer"

PERMISSIONS: Final[dict[str, str]] = {
    OPEN: "Báo dữ liệu sai và khiếu nại màu, cho mình hoặc báo hộ",
    READ: "Xem yêu cầu sửa dữ liệu và khiếu nại của mình",
    DECIDE_HEALTH: "Giải quyết yêu cầu sửa dữ liệu tiêm chủng, xét nghiệm",
    DECIDE_CASE: "Giải quyết yêu cầu sửa dữ liệu ca bệnh, khỏi bệnh, cách ly",
    DECIDE_REGISTRY: "Giải quyết yêu cầu sửa thông tin cá nhân, tờ khai, lượt vào ra",
    OVERSEE: "Xem danh sách yêu cầu sửa dữ liệu đã quá hạn",
    ANSWER_APPEAL: "Trả lời khiếu nại màu",
}

DECIDES: Final[Mapping[Subject, str]] = {
    Subject.VACCINATION: DECIDE_HEALTH,
    Subject.TEST: DECIDE_HEALTH,
    Subject.RECOVERY: DECIDE_CASE,
    Subject.INFECTION: DECIDE_CASE,
    Subject.ISOLATION: DECIDE_CASE,
    Subject.IDENTITY: DECIDE_REGISTRY,
    Subject.DECLARATION: DECIDE_REGISTRY,
    Subject.VISIT: DECIDE_REGISTRY,
}
