"""Says a person's facts in words, each with the record behind it, or what is missing and who can add it. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from antoan.domains.passes.provenance import SourcedFact
from antoan.kit import clock

_KINDS: Final = {
    "rapid": gettext_lazy("xét nghiệm nhanh"),
    "pcr": gettext_lazy("xét nghiệm PCR"),
    "serology": gettext_lazy("xét nghiệm kháng thể"),
}
_OUTCOMES: Final = {
    "positive": gettext_lazy("dương tính"),
    "negative": gettext_lazy("âm tính"),
    "doubtful": gettext_lazy("nghi ngờ"),
    "pending": gettext_lazy("chờ kết quả"),
}
# By what stands before the colon of a record's source.
_SOURCES: Final = {
    "self": gettext_lazy("tự khai"),
    "clinic": gettext_lazy("cơ sở y tế"),
    "authority": gettext_lazy("cơ quan y tế"),
    "test": gettext_lazy("kết quả xét nghiệm"),
    "national": gettext_lazy("nền tảng quốc gia"),
    "web": gettext_lazy("khai trên mạng"),
    "gate": gettext_lazy("khai tại cổng"),
    "sms": gettext_lazy("khai qua tin nhắn"),
    "city": gettext_lazy("dữ liệu mô phỏng"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing known of a person, or known to be missing."""

    label: str
    text: str
    source: str = ""
    is_missing: bool = False


def lines_of(facts: Iterable[SourcedFact]) -> list[Line]:
    """Return vaccination, recovery, isolation, test and declaration, in this order."""
    known = {fact.name: fact for fact in facts}
    made = (_vaccination(known), _recovery(known), _isolation(known), _test(known), _declaration(known))
    return [line for line in made if line is not None]


def _vaccination(known: dict[str, SourcedFact]) -> Line:
    count = _value(known, "doses_valid")
    if not count:
        missing = _("Chưa có dữ liệu. Đã tiêm mà thiếu: bổ sung tại tiemchungcovid19.gov.vn hoặc nơi tiêm.")
        return Line(_("Tiêm chủng"), missing, is_missing=True)
    doses = ngettext("%(count)d mũi", "%(count)d mũi", count) % {"count": count}
    last = _("mũi gần nhất ngày %(day)s") % {"day": _day(_value(known, "last_dose_on"))}
    return Line(_("Tiêm chủng"), f"{doses}, {last}", _source(known["last_dose_on"]))


def _recovery(known: dict[str, SourcedFact]) -> Line | None:
    if _value(known, "case_active"):
        return Line(_("Mắc bệnh"), _("Đang là ca bệnh"), _source(known["case_active"]))
    recovered_on = _value(known, "recovered_on")
    if recovered_on is None:
        return None
    text = _("Khỏi bệnh ngày %(day)s") % {"day": _day(recovered_on)}
    return Line(_("Khỏi bệnh"), text, _source(known["recovered_on"]))


def _isolation(known: dict[str, SourcedFact]) -> Line | None:
    until = _value(known, "isolation_until")
    if until is None:
        return None
    return Line(
        _("Cách ly"), _("Đến hết ngày %(day)s") % {"day": _day(until)}, _source(known["isolation_until"])
    )


def _test(known: dict[str, SourcedFact]) -> Line | None:
    at = _value(known, "last_test_at")
    if at is None:
        return None
    kind = _KINDS.get(_value(known, "last_test_kind"), "")
    outcome = _OUTCOMES.get(_value(known, "last_test_outcome"), "")
    return Line(_("Xét nghiệm"), f"{kind}: {outcome}, {_day(at)}", _source(known["last_test_at"]))


def _declaration(known: dict[str, SourcedFact]) -> Line:
    at = _value(known, "declared_at")
    if at is None:
        return Line(
            _("Khai báo y tế"), _("Chưa khai. Khai trước khi ra đường, hoặc khai tại cổng."), is_missing=True
        )
    risk = _("có dấu hiệu nguy cơ") if _value(known, "declaration_risk") else _("không có dấu hiệu nguy cơ")
    return Line(_("Khai báo y tế"), f"{_day(at)}, {risk}", _source(known["declared_at"]))


def _value(known: dict[str, SourcedFact], name: str) -> Any:
    fact = known.get(name)
    return None if fact is None else fact.value


def _source(fact: SourcedFact) -> str:
    if fact.behind is None:
        return ""
    given_by = fact.behind.source.partition(":")[0]
    return _("Nguồn: %(source)s") % {"source": _SOURCES.get(given_by, fact.behind.source)}


def _day(value: date | datetime) -> str:
    if isinstance(value, datetime):
        return date_format(clock.local(value), "H:i d/m/Y")
    return date_format(value, "d/m/Y")
