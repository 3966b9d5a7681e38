"""The page on which anybody checks a test's slip or a certificate of isolation. It shows what that says, no more."""

from typing import Any, Final, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.care.queries.certificates import CertificateAnswer, judge_certificate
from antoan.domains.care.values import CertificateStanding
from antoan.domains.codes.release_slip import ReleaseSlip
from antoan.domains.codes.result_slip import ResultSlip
from antoan.domains.codes.values import CODE_CHARS_MAX, Reason
from antoan.domains.records.queries import judge_slip
from antoan.domains.records.values import IsolationKind, SlipAnswer, SlipStanding, TestKind, TestOutcome
from antoan.entrypoints.web.shared.caring.words import KINDS as CARE_KINDS
from antoan.entrypoints.web.shared.correcting import words
from antoan.kit import clock


class Answer(NamedTuple):
    """What a reader is told of a slip. `icon` is the shape that goes with it, as those of the colours."""

    icon: str
    title: Promise
    text: Promise


_GOOD: Final = Answer(
    "good",
    _("Phiếu thật"),
    _("Chữ ký đúng, và kết quả vẫn như vậy trong hệ thống. So họ tên với giấy tờ của người đưa phiếu."),
)
_WITHDRAWN: Final = Answer(
    "bad",
    _("Kết quả này không còn giá trị"),
    _("Phiếu từng được cấp, nhưng kết quả đã bị cơ quan y tế hủy hoặc sửa. Hãy hỏi phiếu mới."),
)
_GONE: Final = Answer(
    "doubtful",
    _("Chữ ký đúng, hồ sơ không còn lưu"),
    _("Hệ thống không còn giữ kết quả gốc nên không biết có thay đổi gì sau khi in không."),
)
_EXPIRED: Final = Answer(
    "doubtful", _("Phiếu đã quá hạn"), _("Chữ ký đúng, nhưng phiếu đã quá hạn kiểm tra. Hãy hỏi phiếu mới.")
)
_FORGED: Final = Answer(
    "bad", _("Phiếu giả"), _("Chữ ký không đúng: phiếu này không do thành phố cấp, hoặc đã bị sửa.")
)
_REVOKED: Final = Answer(
    "bad", _("Phiếu đã bị thu hồi"), _("Khóa ký phiếu này đã bị thu hồi. Hãy hỏi phiếu mới.")
)
_OTHER: Final = Answer(
    "doubtful",
    _("Đây không phải phiếu kết quả xét nghiệm"),
    _("Hãy quét mã trên phiếu, hoặc dán nguyên địa chỉ trong mã, bắt đầu bằng https."),
)
_CARE_GOOD: Final = Answer(
    "good",
    _("Giấy xác nhận thật"),
    _("Chữ ký đúng, và việc cách ly đã kết thúc như ghi trong giấy. So họ tên với giấy tờ của người đưa."),
)
_CARE_WITHDRAWN: Final = Answer(
    "bad",
    _("Giấy này không còn giá trị"),
    _("Giấy từng được cấp, nhưng cơ quan y tế đã hủy hoặc sửa. Hãy hỏi giấy mới."),
)
_CARE_BY_STANDING: Final = {
    CertificateStanding.STANDS: _CARE_GOOD,
    CertificateStanding.WITHDRAWN: _CARE_WITHDRAWN,
    CertificateStanding.GONE: _GONE,
}
_BY_STANDING: Final = {
    SlipStanding.STANDS: _GOOD,
    SlipStanding.WITHDRAWN: _WITHDRAWN,
    SlipStanding.GONE: _GONE,
}
_BY_REASON: Final = {Reason.EXPIRED: _EXPIRED, Reason.NOT_YET_VALID: _EXPIRED, Reason.REVOKED: _REVOKED}


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a slip, or judge one. It comes in the body: no log on the way holds somebody's result."""
    if request.method != "POST":
        return render(request, "public/verify.html")
    text, now = request.POST.get("code", "").strip()[:CODE_CHARS_MAX], clock.now()
    certificate = judge_certificate(text, at=now)
    if certificate is not None:
        return render(request, "public/verify.html", _of_certificate(certificate))
    found = judge_slip(text, at=now)
    answer = _answer(found)
    context: dict[str, Any] = {"answer": answer}
    # What a slip says is shown only while it may be believed.
    if found and found.checked.slip and answer in (_GOOD, _GONE, _EXPIRED):
        outcome = words.OUTCOMES[TestOutcome(found.checked.slip.outcome)]
        context |= {"outcome": outcome, "lines": _lines(found.checked.slip)}
    return render(request, "public/verify.html", context)


def _of_certificate(found: CertificateAnswer) -> dict[str, Any]:
    """Return what is shown of a certificate: as much as of a slip, and only while it may be believed."""
    reason, slip = found.checked.reason, found.checked.slip
    answer = _BY_REASON.get(reason, _FORGED)
    if found.standing is CertificateStanding.WITHDRAWN:
        answer = _CARE_WITHDRAWN
    elif reason is Reason.OK and found.standing:
        answer = _CARE_BY_STANDING[found.standing]
    if slip is None or answer not in (_CARE_GOOD, _GONE, _EXPIRED):
        return {"answer": answer}
    return {"answer": answer, "outcome": _("Đã hoàn thành cách ly tại nhà"), "lines": _care_lines(slip)}


def _care_lines(slip: ReleaseSlip) -> list[tuple[Promise, object]]:
    return [
        (_("Họ và tên"), slip.full_name),
        (_("Năm sinh"), str(slip.birth_year)),
        (_("Số giấy tờ, phần cuối"), slip.number_tail),
        (_("Diện theo dõi"), CARE_KINDS[IsolationKind(slip.kind)]),
        (_("Từ ngày"), f"{slip.began_on:%d/%m/%Y}"),
        (_("Đến ngày"), f"{slip.ended_on:%d/%m/%Y}"),
    ]


def _answer(found: SlipAnswer | None) -> Answer:
    if found is None:
        return _OTHER
    if found.standing is SlipStanding.WITHDRAWN:
        return _WITHDRAWN
    if found.checked.reason is Reason.OK and found.standing:
        return _BY_STANDING[found.standing]
    return _BY_REASON.get(found.checked.reason, _FORGED)


def _lines(slip: ResultSlip) -> list[tuple[Promise, object]]:
    return [
        (_("Họ và tên"), slip.full_name),
        (_("Năm sinh"), str(slip.birth_year)),
        (_("Số giấy tờ, phần cuối"), slip.number_tail),
        (_("Loại xét nghiệm"), words.TEST_KINDS[TestKind(slip.kind)]),
        (_("Lấy mẫu lúc"), slip.sampled_at),
        (_("Có kết quả lúc"), slip.resulted_at),
    ]
