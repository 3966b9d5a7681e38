"""The words for tickets, their records and their steps."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from antoan.domains.corrections.owners import authority_for, authority_for_appeals
from antoan.domains.corrections.queries import ContestedRecord
from antoan.domains.corrections.values import AppealState, Fault, StepKind, Subject, TicketState
from antoan.domains.records.vaccines import find_vaccine
from antoan.domains.records.values import IsolationKind, RecoveryProof, TestKind, TestOutcome
from antoan.kit import clock

SUBJECTS: Final = {
    Subject.VACCINATION: _("Tiêm chủng"),
    Subject.TEST: _("Xét nghiệm"),
    Subject.RECOVERY: _("Đã khỏi bệnh"),
    Subject.INFECTION: _("Bị ghi nhầm là F0"),
    Subject.ISOLATION: _("Cách ly"),
    Subject.IDENTITY: _("Họ tên, ngày sinh"),
    Subject.DECLARATION: _("Khai báo y tế"),
    Subject.VISIT: _("Nơi đã đến"),
}
HINTS: Final = {
    Subject.VACCINATION: _("Thiếu mũi, sai loại vắc xin, sai ngày, mũi của người khác"),
    Subject.TEST: _("Thiếu kết quả, sai kết quả, kết quả của người khác"),
    Subject.RECOVERY: _("Đã khỏi mà chưa được ghi, hoặc sai ngày khỏi"),
    Subject.INFECTION: _("Tôi không phải là ca bệnh này"),
    Subject.ISOLATION: _("Sai ngày, hoặc tôi không phải cách ly"),
    Subject.IDENTITY: _("Sai họ tên, ngày sinh, giới tính, địa chỉ"),
    Subject.DECLARATION: _("Tờ khai không phải của tôi"),
    Subject.VISIT: _("Tôi không đến nơi này"),
}
ICONS: Final = {
    Subject.VACCINATION: "syringe",
    Subject.TEST: "tube",
    Subject.RECOVERY: "heart",
    Subject.INFECTION: "virus",
    Subject.ISOLATION: "house",
    Subject.IDENTITY: "card",
    Subject.DECLARATION: "form",
    Subject.VISIT: "pin",
}
FAULTS: Final = {
    Fault.MISSING: _("Thiếu"),
    Fault.WRONG: _("Có chỗ sai"),
    Fault.NOT_MINE: _("Không phải của tôi"),
}
STATES: Final = {
    TicketState.OPEN: _("Đã nhận"),
    TicketState.IN_REVIEW: _("Đang xem xét"),
    TicketState.NEEDS_MORE: _("Cần bạn bổ sung"),
    TicketState.GRANTED: _("Đã sửa"),
    TicketState.REFUSED: _("Không sửa"),
    TicketState.WITHDRAWN: _("Đã rút"),
}
STEPS: Final = {
    StepKind.OPENED: _("Gửi yêu cầu"),
    StepKind.TAKEN: _("Cán bộ bắt đầu xem xét"),
    StepKind.ASKED: _("Cán bộ hỏi thêm"),
    StepKind.ANSWERED: _("Trả lời"),
    StepKind.PROPOSED: _("Một cán bộ đồng ý, chờ người thứ hai"),
    StepKind.GRANTED: _("Đồng ý sửa"),
    StepKind.REFUSED: _("Không đồng ý"),
    StepKind.WITHDRAWN: _("Rút yêu cầu"),
    StepKind.ESCALATED: _("Quá hạn, chuyển lên Sở Y tế theo dõi"),
}
APPEALS: Final = {
    AppealState.OPEN: _("Chờ trả lời"),
    AppealState.UPHELD: _("Giữ nguyên màu"),
    AppealState.CHANGED: _("Đã sửa dữ liệu"),
}
TEST_KINDS: Final = {
    TestKind.RAPID: _("Xét nghiệm nhanh"),
    TestKind.PCR: _("Xét nghiệm PCR"),
    TestKind.SEROLOGY: _("Xét nghiệm kháng thể"),
}
OUTCOMES: Final = {
    TestOutcome.NEGATIVE: _("Âm tính"),
    TestOutcome.POSITIVE: _("Dương tính"),
    TestOutcome.DOUBTFUL: _("Nghi ngờ"),
    TestOutcome.PENDING: _("Chờ kết quả"),
}
PROOFS: Final = {
    RecoveryProof.DISCHARGE: _("Giấy ra viện"),
    RecoveryProof.ISOLATION_COMPLETED: _("Giấy hoàn thành cách ly của phường, xã"),
    RecoveryProof.HOME_CARE_CONFIRMED: _("Xác nhận điều trị tại nhà"),
}
ISOLATIONS: Final = {
    IsolationKind.CASE: _("Ca bệnh (F0)"),
    IsolationKind.CONTACT: _("Người tiếp xúc (F1)"),
    IsolationKind.ARRIVAL: _("Người từ nơi khác đến"),
}
_CLAIMED: Final = {
    "product": _("Vắc xin"),
    "given_on": _("Ngày tiêm"),
    "dose_number": _("Mũi số"),
    "lot": _("Số lô"),
    "given_at": _("Nơi tiêm"),
    "kind": _("Loại"),
    "outcome": _("Kết quả"),
    "sampled_at": _("Lấy mẫu lúc"),
    "place": _("Nơi xét nghiệm"),
    "confirmed_on": _("Ngày xác định mắc bệnh"),
    "recovered_on": _("Ngày khỏi"),
    "proof": _("Giấy chứng minh"),
    "reference": _("Số giấy"),
    "starts_on": _("Từ ngày"),
    "ends_on": _("Đến hết ngày"),
    "full_name": _("Họ và tên"),
    "birth": _("Ngày sinh"),
    "gender": _("Giới tính"),
    "address": _("Địa chỉ"),
}
# Values of a closed set, by the field that holds them.
_CLOSED: Final[Mapping[str, Mapping[Any, Any]]] = {
    "kind": {**TEST_KINDS, **ISOLATIONS},
    "outcome": OUTCOMES,
    "proof": PROOFS,
    "gender": {"male": _("Nam"), "female": _("Nữ")},
}


def office_of(subject: Subject) -> str:
    """Return who decides about a subject, in the reader's language."""
    authority = authority_for(subject)
    return authority.en if get_language() == "en" else authority.vi


def appeals_office() -> str:
    """Return who answers appeals, in the reader's language."""
    authority = authority_for_appeals()
    return authority.en if get_language() == "en" else authority.vi


def claim_lines(claim: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what is claimed, or recorded, as pairs of words; what is empty is left out."""
    return [
        (str(_CLAIMED[name]), _value(name, value))
        for name, value in claim.items()
        if name in _CLAIMED and value not in ("", None)
    ]


def record_line(subject: Subject, record: ContestedRecord) -> str:
    """Return a record in one line."""
    day, details = date_format(record.on, "d/m/Y"), record.details
    match subject:
        case Subject.VACCINATION:
            return f"{_vaccine(details['product'])} · {_('mũi')} {details['dose_number']} · {day}"
        case Subject.TEST:
            return f"{_value('kind', details['kind'])} · {_value('outcome', details['outcome'])} · {day}"
        case Subject.INFECTION | Subject.RECOVERY:
            recovered = details["recovered_on"]
            ended = f" · {_('khỏi ngày')} {date_format(recovered, 'd/m/Y')}" if recovered else ""
            return f"{_('Mắc bệnh ngày')} {day}{ended}"
        case Subject.ISOLATION:
            return f"{_value('kind', details['kind'])} · {day} – {date_format(details['ends_on'], 'd/m/Y')}"
        case Subject.VISIT:
            return f"{details['place']} · {_moment(details['t_in'])}"
        case Subject.DECLARATION:
            return str(_("Tờ khai lúc %(at)s")) % {"at": _moment(details["declared_at"])}
    return day


def deadline(moment: datetime) -> str:
    """Return the last day of a deadline that ends at midnight, in words."""
    return date_format(clock.local_date(moment - timedelta(microseconds=1)), "d/m/Y")


def _value(name: str, value: Any) -> str:
    known = _CLOSED.get(name, {})
    if value in known:
        return str(known[value])
    if name == "product":
        return _vaccine(value)
    if name == "sampled_at":
        return _moment(value if isinstance(value, datetime) else clock.parse_moment(value))
    if name.endswith("_on"):
        return date_format(value if isinstance(value, date) else date.fromisoformat(value), "d/m/Y")
    return str(value)


def _vaccine(product: str) -> str:
    found = find_vaccine(product)
    return found.name if found else product


def _moment(moment: datetime) -> str:
    return date_format(clock.local(moment), "H:i d/m/Y")
