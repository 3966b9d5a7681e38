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
# The same answer as for any code of nobody: the words alone tell what kind of code was shown.
NOBODY_ELSEWHERE: Final = CodeReason(
    NOBODY.code,
    NOBODY.colour,
    "Mã quốc gia do ứng dụng khác cấp (PC-COVID, Bluezone, NCOVI, VHD, VNeID), chưa có trong hệ thống này",
    "A national code of another app (PC-COVID, Bluezone, NCOVI, VHD, VNeID), not known here",
    Words(
        "Hãy quét căn cước công dân hoặc thẻ bảo hiểm y tế, hoặc cấp mã An Toàn tại cổng.",
        "Scan the identity or insurance card, or issue a code of ours at the gate.",
    ),
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
# Looks like any revoked code: whoever lets it in did not look at the screen (lesson L6).
DRILL: Final = CodeReason(REVOKED.code, REVOKED.colour, REVOKED.vi, REVOKED.en, REVOKED.advice)
SPECIMEN: Final = CodeReason(
    "specimen",
    Colour.BLACK,
    "Mã thử nghiệm, không phải mã của người thật",
    "A specimen, nobody's code",
    Words("Đây là mã thử cổng: phải từ chối.", "This code tests the gate: refuse it."),
)
STALE: Final = CodeReason(
    "stale",
    Colour.UNKNOWN,
    "Mã động đã quá hạn, có thể là ảnh chụp màn hình",
    "The dynamic code is over; it may be a screenshot",
    Words(
        "Đề nghị mở lại trang Mã của tôi và đưa mã đang chạy; hoặc dùng mã thường, giấy tờ.",
        "Ask to open the code page again and show the running code, a static code or a paper.",
    ),
)
_WAIT: Final = Words(
    "Đợi mã mới (mỗi 30 giây) trên chính điện thoại của người này rồi quét lại.",
    "Wait for the next code (every 30 seconds) on this person's own phone and scan again.",
)
USED: Final = CodeReason(
    "used",
    Colour.UNKNOWN,
    "Mã động này vừa được dùng ở cổng này",
    "This dynamic code was just used at this gate",
    _WAIT,
)
REPLAYED: Final = CodeReason(
    "replayed",
    Colour.UNKNOWN,
    "Mã động này vừa được dùng ở một cổng khác",
    "This dynamic code was just used at another gate",
    _WAIT,
)

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
DYNAMIC_ASKED: Final = CodeReason(
    "dynamic_asked",
    Colour.UNKNOWN,
    "Quy định ở đây cần mã động 30 giây",
    "The policy here asks for the 30-second code",
    Words(
        "Đề nghị mở mã động trên điện thoại; với thẻ in, đối chiếu giấy tờ tùy thân.",
        "Ask for the dynamic code on the phone; with a printed card, compare an identity document.",
    ),
)

CERTIFICATE: Final = CodeReason(
    "certificate",
    Colour.UNKNOWN,
    "Chứng nhận y tế hợp lệ, không phải mã An Toàn",
    "A genuine health certificate, not a code of ours",
    _CHECK,
)
CERTIFICATE_NOT_COUNTED: Final = CodeReason(
    "certificate_not_counted",
    Colour.UNKNOWN,
    "Chứng nhận y tế hợp lệ, nhưng quy định ở đây chưa tính loại này",
    "A genuine health certificate, which the policy here does not count",
    _CHECK,
)
SIGNER_UNKNOWN: Final = CodeReason(
    "signer_unknown",
    Colour.UNKNOWN,
    "Không biết nơi ký chứng nhận này",
    "The signer of this certificate is not known",
    _ASK_AGAIN,
)

NO_POLICY: Final = CodeReason(
    "no_policy",
    Colour.UNKNOWN,
    "Cổng này chưa có quy định nào có hiệu lực",
    "No policy is in force at this gate",
    _ASK_AGAIN,
)
