"""What measures, kinds and outcomes are called."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antoan.domains.declarations.values import Channel
from antoan.domains.messaging.values import Kind
from antoan.domains.policy.values import Colour
from antoan.domains.records.vaccines import NoSuchVaccine, vaccine
from antoan.domains.records.values import TestKind
from antoan.domains.statistics.measures import AT_RISK, Measure, Outcome
from antoan.domains.statistics.totals import Cell
from antoan.entrypoints.web.shared.colours import WORDS as COLOURS
from antoan.entrypoints.web.shared.declaring import CHANNELS
from antoan.entrypoints.web.shared.kinds import WORDS as KINDS

MEASURES: Final = {
    Measure.CAME: gettext_lazy("Lượt vào"),
    Measure.LEFT: gettext_lazy("Lượt ra"),
    Measure.DECLARED: gettext_lazy("Tờ khai y tế"),
    Measure.DOSES: gettext_lazy("Mũi tiêm"),
    Measure.TESTS: gettext_lazy("Xét nghiệm"),
    Measure.CASES: gettext_lazy("Số ca mắc"),
    Measure.CODES: gettext_lazy("Mã QR đã cấp"),
    Measure.MESSAGES: gettext_lazy("Tin nhắn đã gửi"),
}
OUTCOMES: Final = {
    Outcome.NEGATIVE: gettext_lazy("Âm tính"),
    Outcome.POSITIVE: gettext_lazy("Dương tính"),
    Outcome.DOUBTFUL: gettext_lazy("Nghi ngờ"),
    Outcome.PENDING: gettext_lazy("Chờ kết quả"),
}
TESTS: Final = {
    TestKind.RAPID: gettext_lazy("Xét nghiệm nhanh"),
    TestKind.PCR: "PCR",
    TestKind.SEROLOGY: gettext_lazy("Xét nghiệm huyết thanh"),
}
MESSAGES: Final = {
    Kind.CODE: gettext_lazy("Mã dùng một lần"),
    Kind.ANSWER: gettext_lazy("Trả lời tin nhắn"),
    Kind.URGENT: gettext_lazy("Khẩn cấp"),
    Kind.NOTICE: gettext_lazy("Thông báo"),
}


def kind_word(cell: Cell) -> str:
    """Return what the kind of a cell is called; as it stands when nobody knows it any more."""
    return kind_of(cell.measure, cell.kind)


def kind_of(measure: Measure, kind: str) -> str:
    """Return what a kind of a measure is called."""
    known: dict[str, object] = {}
    match measure:
        case Measure.CAME | Measure.LEFT:
            known = {key.value: word for key, word in KINDS.items()}
        case Measure.DECLARED:
            known = {Channel(key).value: word for key, word in CHANNELS.items()}
        case Measure.TESTS:
            known = {key.value: word for key, word in TESTS.items()}
        case Measure.MESSAGES:
            known = {key.value: word for key, word in MESSAGES.items()}
        case Measure.DOSES:
            return _vaccine(kind)
    return str(known.get(kind, kind))


def detail_word(cell: Cell) -> str:
    """Return what the detail of a cell says."""
    match cell.measure:
        case Measure.CAME | Measure.LEFT:
            return colour_word(cell.detail)
        case Measure.DECLARED:
            return _("Có nguy cơ") if cell.detail == AT_RISK else _("Không có nguy cơ")
        case Measure.TESTS:
            return str(OUTCOMES[Outcome(cell.detail)])
        case Measure.DOSES:
            return _("Mũi %(number)s") % {"number": cell.detail}
    return ""


def colour_word(number: int) -> str:
    """Return a colour in words."""
    return str(COLOURS[Colour.of_number(number).value])


def _vaccine(key: str) -> str:
    try:
        return vaccine(key).name
    except NoSuchVaccine:
        return key
