"""Reasons that come from the code scanned, not from the policy; and the few words the gate adds to both."""

from dataclasses import dataclass
from typing import Final

from antoan.domains.policy.documents import Words
from antoan.domains.policy.values import Colour
from antoan.domains.policy.verdict import Reason


@dataclass(frozen=True, slots=True, eq=False)
class CodeReason:
    """Why a code itself decides, or what to mind about it."""

    code: str
    colour: Colour
    vi: str
    en: str
    advice: Words

    @property
    def reason(self) -> Reason:
        """As the contract shows it."""
        return Reason(self.code, self.vi, self.en)


_ASK_AGAIN: Final = Words(
    "Đề nghị xuất trình mã khác hoặc giấy tờ; liên hệ 1022 nếu cần.",
    "Ask for another code or a paper; call 1022 if needed.",
)
_STOP: Final = Words(
    "Không cho qua bằng mã này. Kiểm tra giấy tờ tùy thân.",
    "Do not let pass with this code. Check an identity document.",
)

NOBODY: Final = CodeReason(
    "unknown",
    Colour.UNKNOWN,
    "Mã đúng dạng nhưng không thuộc về ai trong hệ thống này",
    "Well-formed, but belongs to nobody known here",
    _ASK_AGAIN,
)
NOT_YET_VALID: Final = CodeReason(
    "not_yet_valid", Colour.UNKNOWN, "Mã chưa có hiệu lực", "The code is not in force yet", _ASK_AGAIN
)
UNKNOWN_VERSION: Final = CodeReason(
    "unknown_version",
    Colour.UNKNOWN,
    "Mã thuộc phiên bản mới hơn máy chủ này",
    "The code was made by a newer version than this server",
    _ASK_AGAIN,
)
FORGED: Final = CodeReason(
    "forged", Colour.BLACK, "Mã giả: chữ ký không khớp", "Forged: the signature does not match", _STOP
)
EXPIRED: Final = CodeReason("expired", Colour.BLACK, "Mã đã hết hạn", "The code has expired", _STOP)
REVOKED: Final = CodeReason("revoked", Colour.BLACK, "Mã đã bị thu hồi", "The code was revoked", _STOP)

_CHECK: Final = Words(
    "Đối chiếu giấy tờ tùy thân với người này.", "Compare an identity document with this person."
)
UNSIGNED: Final = CodeReason(
    "unsigned",
    Colour.UNKNOWN,
    "Mã quốc gia không có chữ ký: chỉ dùng để nhận dạng",
    "A national code without a signature: identity only",
    _CHECK,
)
CHECK_DOCUMENT: Final = CodeReason(
    "check_document",
    Colour.UNKNOWN,
    "Đọc từ giấy tờ, không phải mã An Toàn",
    "Read from a document, not from a code of ours",
    _CHECK,
)

NO_POLICY: Final = CodeReason(
    "no_policy",
    Colour.UNKNOWN,
    "Cổng này chưa có quy định nào có hiệu lực",
    "No policy is in force at this gate",
    _ASK_AGAIN,
)
