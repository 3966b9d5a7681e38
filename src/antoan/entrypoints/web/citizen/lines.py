"""Says a person's facts in words, each with the record behind it, or what is missing and who can add it. Pure."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from antoan.domains.declarations.validity import Validity, valid_until
from antoan.domains.passes.provenance import SourcedFact
from antoan.domains.records.values import RecordKind
from antoan.entrypoints.web.shared.sources import source_in_words
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
# What corrections call the kinds of records.
SUBJECTS: Final = {
    "vaccination": "vaccination",
    "test_result": "test",
    "infection": "recovery",
    "isolation_order": "isolation",
    "declaration": "declaration",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One thing known of a person, or known to be missing."""

    label: str
    text: str
    source: str = ""
    is_missing: bool = False
    is_deciding: bool = False  # The colour stands on it.
    about: str = ""  # The record behind it, as the page of corrections names it: "vaccination:12".


def lines_of(facts: Iterable[SourcedFact], *, deciding: Container[str] = ()) -> list[Line]:
    """Return vaccination, recovery, isolation, test and declaration, in this order.

    `deciding` names the facts that the deciding rule looked at.
    """
    known = {fact.name: fact for fact in facts}
    made = {
        "last_dose_on doses_valid course_doses first_dose_on": _vaccination(known),
        "recovered_on case_active": _recovery(known),
        "isolation_until": _isolation(known),
        "last_test_at last_test_outcome last_negative_at": _test(known),
        "declared_at declaration_risk": _declaration(known),
    }
    return [
        replace(
            line,
            is_deciding=any(name in deciding for name in names.split()),
            about=_about(known, names.split()),
        )
        for names, line in made.items()
        if line is not None
    ]


def _about(known: dict[str, SourcedFact], names: Iterable[str]) -> str:
    """Return what corrections call the record behind a line: a case that goes on is contested as one."""
    behind = next((known[name].behind for name in names if name in known and known[name].behind), None)
    if behind is None or behind.kind not in SUBJECTS:
        return ""
    is_open_case = behind.kind == RecordKind.INFECTION and bool(_value(known, "case_active"))
    return f"{'infection' if is_open_case else SUBJECTS[behind.kind]}:{behind.id}"


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


def declaration_validity(facts: Iterable[SourcedFact], *, now: datetime, validity: Validity) -> list[Line]:
    """Return until when the declaration that counts is good, or since when it is not; nothing without one."""
    at = _value({fact.name: fact for fact in facts}, "declared_at")
    if at is None:
        return []
    until = valid_until(at, validity)
    if now < until:
        return [Line(_("Tờ khai có hiệu lực đến"), _day(until))]
    over = _("Hết hiệu lực từ %(at)s. Hãy khai lại trước khi ra đường.") % {"at": _day(until)}
    return [Line(_("Tờ khai có hiệu lực đến"), over, is_missing=True)]


def _value(known: dict[str, SourcedFact], name: str) -> Any:
    fact = known.get(name)
    return None if fact is None else fact.value


def _source(fact: SourcedFact) -> str:
    if fact.behind is None:
        return ""
    return _("Nguồn: %(source)s") % {"source": source_in_words(fact.behind.source)}


def _day(value: date | datetime) -> str:
    if isinstance(value, datetime):
        return date_format(clock.local(value), "H:i d/m/Y")
    return date_format(value, "d/m/Y")
