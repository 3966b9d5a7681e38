"""Every way a scan request can fail, as RFC 9457 problems with stable codes."""

from dataclasses import dataclass
from typing import Final

import msgspec

from antoan.domains.codes import former

RETRY_SECONDS: Final = 2  # What Retry-After says: an intake that is full empties within a second or two.


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault: its HTTP status, its stable code, and what it says in both languages."""

    status: int
    code: str
    title: str
    en: str
    retry_after: int = 0

    def as_dict(self, detail: str = "") -> dict[str, object]:
        """Return the members of the problem object."""
        members: dict[str, object] = {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "code": self.code,
            "en": self.en,
        }
        return {**members, "detail": detail} if detail else members

    def encode(self, detail: str = "") -> bytes:
        """Return the body of an application/problem+json answer."""
        return msgspec.json.encode(self.as_dict(detail))


BAD_HTTP: Final = Problem(400, "http:malformed", "Yêu cầu HTTP sai định dạng.", "This is not valid HTTP.")
NOT_JSON: Final = Problem(
    400, "scan:body:not_json", "Nội dung không phải JSON hợp lệ.", "The body is not valid JSON in UTF-8."
)
WRONG_FIELDS: Final = Problem(
    400,
    "scan:body:wrong_fields",
    "Nội dung thiếu trường hoặc sai kiểu.",
    "A member is missing or of a wrong type.",
)
BATCH_TOO_LONG: Final = Problem(
    400, "scan:batch:too_long", "Mỗi lần gửi tối đa 1.000 lượt quét.", "Send at most 1,000 visits at a time."
)
TOKEN_MISSING: Final = Problem(
    401,
    "scan:token:missing",
    "Thiếu mã thiết bị. Hãy ghi danh thiết bị tại cổng.",
    "Send the gate token as Authorization: Bearer <token>.",
)
TOKEN_REFUSED: Final = Problem(
    401,
    "scan:token:refused",
    "Mã thiết bị không có hiệu lực. Hãy ghi danh lại thiết bị.",
    "This token is unknown or was revoked: enrol the device again.",
)
LOOPBACK_ONLY: Final = Problem(
    403, "scan:metrics:loopback_only", "Chỉ đọc được tại máy chủ.", "Readable from this machine only."
)
NO_SUCH_PATH: Final = Problem(
    404, "http:not_found", "Không có địa chỉ này.", "There is nothing at this address."
)
WRONG_METHOD: Final = Problem(
    405, "http:method", "Địa chỉ này không nhận phương thức đó.", "This address does not take that method."
)
TOO_SLOW: Final = Problem(
    408, "http:too_slow", "Yêu cầu gửi quá chậm.", "The request did not arrive in time."
)
TOO_LARGE: Final = Problem(
    413, "http:too_large", "Nội dung gửi quá lớn.", "The body is larger than this address takes."
)
UNREADABLE: Final = Problem(
    422,
    "scan:code:unreadable",
    "Không đọc được mã này. Hãy quét lại hoặc nhập mã ngắn.",
    "This code cannot be read: scan it again, or type the short code.",
)
SHORT_MISTYPED: Final = Problem(
    422,
    "scan:code:mistyped",
    "Mã ngắn nhập sai. Hãy kiểm tra lại từng ký tự.",
    "The short code has a typing mistake: check each character.",
)
PLACE_CODE: Final = Problem(
    422,
    "scan:code:place",
    "Đây là mã của địa điểm, không phải mã của người.",
    "This is a place's code, not a person's.",
)
ENROLMENT_CODE: Final = Problem(
    422,
    "scan:code:enrolment",
    "Đây là mã ghi danh thiết bị, không phải mã của người.",
    "This is a device enrolment code, not a person's.",
)
RESULT_SLIP: Final = Problem(
    422,
    "scan:code:result_slip",
    "Đây là phiếu kết quả xét nghiệm, không phải mã của người.",
    "This is the slip of a test result, not a person's code.",
)
# What they carry proves nothing here, so the answer is no colour but what to do instead.
FORMER_APPS: Final = {
    app.app: Problem(
        422,
        "scan:code:former_app",
        f"Mã của ứng dụng cũ: {app.name}. Hãy quét căn cước công dân, thẻ bảo hiểm y tế, hoặc cấp mã An Toàn.",
        f"A code of a former app ({app.name}): scan the identity or insurance card, or issue a code of ours.",
    )
    for app in former.apps()
}
CERTIFICATE: Final = Problem(
    422,
    "scan:code:certificate",
    "Chứng nhận HC1 này bị hỏng, không đọc được. Hãy xem giấy tờ.",
    "This HC1 certificate is damaged and cannot be read: look at the papers.",
)
AHEAD: Final = Problem(
    422,
    "scan:time:ahead",
    "Giờ của thiết bị nhanh quá 5 phút. Hãy chỉnh lại đồng hồ.",
    "The time of the scan is more than 5 minutes ahead: correct the device's clock.",
)
TOO_OLD: Final = Problem(
    422, "scan:time:too_old", "Lượt quét đã quá 7 ngày.", "The scan is more than 7 days old."
)
TOO_MANY_GUESSES: Final = Problem(
    429,
    "scan:code:too_many_guesses",
    "Thiết bị đã gửi quá nhiều mã sai. Hãy chờ một lát.",
    "This device sent too many codes that match nobody: wait a little.",
    retry_after=10,
)
HEAD_TOO_LARGE: Final = Problem(
    431, "http:head_too_large", "Phần đầu yêu cầu quá lớn.", "The request's head is too large."
)
ANSWERS_WRONG: Final = Problem(
    422,
    "scan:answers:wrong",
    "Có câu chưa trả lời, hoặc trả lời sai kiểu.",
    "Some answers are missing or cannot be read; `faults` names them.",
)
NO_QUESTIONNAIRE: Final = Problem(
    422,
    "scan:questionnaire:unknown",
    "Không có mẫu tờ khai này, hoặc mẫu không còn dùng.",
    "There is no such questionnaire, or it is not asked at that time.",
)
DECLARATION_TAKEN: Final = Problem(
    409,
    "scan:declaration:taken",
    "Mã tờ khai này đã dùng cho người khác. Hãy gửi lại với mã mới.",
    "Another declaration has this id: send it again with a new one.",
)
DECLARATIONS_FULL: Final = Problem(
    429,
    "scan:declaration:full",
    "Hôm nay đã khai quá nhiều lần cho người này.",
    "Too much was declared for this person today.",
)
INTERNAL: Final = Problem(
    500, "scan:internal", "Máy chủ gặp lỗi. Hãy quét lại.", "The server failed: scan again."
)
QUEUE_FULL: Final = Problem(
    503,
    "scan:intake:full",
    "Máy chủ đang quá tải. Thiết bị giữ lượt quét và gửi lại sau.",
    "The intake is full: keep the scan and send it again.",
    retry_after=RETRY_SECONDS,
)
DATABASE_AWAY: Final = Problem(
    503,
    "scan:database:away",
    "Cơ sở dữ liệu tạm ngừng. Thiết bị giữ lượt quét và gửi lại sau.",
    "The database is away: keep the scan and send it again.",
    retry_after=RETRY_SECONDS,
)
WEB_AWAY: Final = Problem(
    503, "web:away", "Trang đang khởi động lại.", "The pages are restarting.", retry_after=RETRY_SECONDS
)
WEB_SILENT: Final = Problem(504, "web:silent", "Trang trả lời quá chậm.", "The pages did not answer in time.")
