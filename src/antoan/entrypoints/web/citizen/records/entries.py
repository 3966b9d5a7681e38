"""Says each record in words: what, when, from whom, how far it is trusted. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from antoan.domains.declarations.values import DeclarationView
from antoan.domains.policy.verdict import Verdict
from antoan.domains.records.queries import has_slip
from antoan.domains.records.vaccines import find_vaccine
from antoan.domains.records.values import RecordKind, RecordState, RecordView, TestOutcome
from antoan.entrypoints.web.citizen.lines import SUBJECTS
from antoan.entrypoints.web.citizen.records import words
from antoan.entrypoints.web.citizen.verdicts import moment_in_words
from antoan.entrypoints.web.shared.correcting import words as known
from antoan.entrypoints.web.shared.sources import source_in_words

_WAITING: Final = (RecordState.UNVERIFIED, RecordState.QUARANTINED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One record as a page shows it. `about` names it for the page of corrections; "" when nobody can contest it."""

    title: str
    lines: tuple[tuple[str, str], ...]
    state: str
    is_trusted: bool
    source: str
    doubts: str = ""
    about: str = ""
    contest: str = ""  # What the link to the page of corrections says.
    slip_id: int = 0  # A test that has a slip.


def of_record(record: RecordView, *, worth: Verdict | None = None) -> Entry:
    """Return a health record in words. `worth` is the green that a recovery gives by itself, with its end."""
    title, lines = _BY_KIND[record.kind](record, worth)
    is_awaited = record.details.get("outcome") == TestOutcome.PENDING
    is_annulled = record.state is RecordState.ANNULLED
    return Entry(
        title=title,
        lines=tuple((str(label), text) for label, text in lines if text),
        state=_("Đang chờ kết quả") if is_awaited else str(words.STATES[record.state]),
        is_trusted=record.state is RecordState.VERIFIED and not is_awaited,
        source=_("Nguồn: %(source)s · ghi lúc %(at)s")
        % {"source": source_in_words(record.source), "at": moment_in_words(record.recorded_at)},
        doubts=record.annulled_because or ", ".join(str(words.DOUBTS[doubt]) for doubt in record.doubts),
        about="" if is_annulled else f"{_subject(record)}:{record.id}",
        contest=_("Bổ sung giấy tờ") if record.state in _WAITING else _("Sai? Báo sửa"),
        slip_id=record.id if has_slip(record) else 0,
    )


def of_declaration(said: DeclarationView) -> Entry:
    """Return a declaration in words."""
    if said.is_annulled:
        state = _("Đã hủy")
    else:
        state = _("Đã xác nhận") if said.is_confirmed else _("Chưa xác nhận, chưa tính")
    risk = _("Có dấu hiệu nguy cơ") if said.is_risky else _("Không có dấu hiệu nguy cơ")
    return Entry(
        title=risk,
        lines=((_("Khai lúc"), moment_in_words(said.declared_at)),),
        state=state,
        is_trusted=said.is_confirmed and not said.is_annulled,
        source=_("Nguồn: %(source)s") % {"source": words.CHANNELS[said.channel]},
        about="" if said.is_annulled else f"declaration:{said.id}",
        contest=_("Không phải tờ khai của tôi?"),
    )


Lines = tuple[str, list[tuple[Any, str]]]


def _dose(record: RecordView, worth: Verdict | None) -> Lines:
    details = record.details
    lines = [
        (_("Ngày tiêm"), date_format(record.on, "d/m/Y")),
        (_("Nơi tiêm"), details["given_at"]),
        (_("Số lô"), details["lot"]),
    ]
    title = _("Mũi %(number)d: %(product)s") % {
        "number": details["dose_number"],
        "product": _product(details["product"]),
    }
    return title, lines


def _test(record: RecordView, worth: Verdict | None) -> Lines:
    details = record.details
    title = f"{known.OUTCOMES[details['outcome']]} · {known.TEST_KINDS[details['kind']]}"
    return title, [
        (_("Lấy mẫu lúc"), moment_in_words(details["sampled_at"])),
        (_("Có kết quả lúc"), _moment(details["resulted_at"])),
        (_("Số phiếu"), record.reference),
    ]


def _case(record: RecordView, worth: Verdict | None) -> Lines:
    recovered = record.details["recovered_on"]
    proof, _colon, number = record.details["recovery_proof"].partition(":")
    title = _("Đã khỏi bệnh") if recovered else _("Đang là ca bệnh")
    lines = [
        (_("Xác định mắc bệnh ngày"), date_format(record.on, "d/m/Y")),
        (_("Khỏi ngày"), date_format(recovered, "d/m/Y") if recovered else ""),
        (_("Giấy chứng minh"), " ".join(filter(None, (str(known.PROOFS.get(proof, proof)), number)))),
    ]
    if recovered and proof and record.state is RecordState.VERIFIED:
        lines.append((_("Theo quy định đang áp dụng"), _worth(worth)))
    return title, lines


def _isolation(record: RecordView, worth: Verdict | None) -> Lines:
    details = record.details
    return str(known.ISOLATIONS[details["kind"]]), [
        (_("Từ ngày"), date_format(record.on, "d/m/Y")),
        (_("Đến hết ngày"), date_format(details["ends_on"], "d/m/Y")),
        (_("Đã gỡ lúc"), _moment(details["lifted_at"])),
    ]


_BY_KIND: Final[Mapping[RecordKind, Any]] = {
    RecordKind.VACCINATION: _dose,
    RecordKind.TEST_RESULT: _test,
    RecordKind.INFECTION: _case,
    RecordKind.ISOLATION_ORDER: _isolation,
}


def _worth(worth: Verdict | None) -> str:
    if worth is None:
        return _("không còn được tính màu xanh")
    if worth.until is None:
        return _("được tính màu xanh")
    return _("được tính màu xanh đến %(at)s") % {"at": moment_in_words(worth.until)}


def _subject(record: RecordView) -> str:
    """Return what corrections call it: a case that goes on is contested as one, an ended one as a recovery."""
    if record.kind is RecordKind.INFECTION and record.details["recovered_on"] is None:
        return "infection"
    return SUBJECTS[record.kind]


def _product(key: str) -> str:
    """Return the names people know a vaccine by: the first two of the list."""
    found = find_vaccine(key)
    if found is None:
        return key
    name, *others = found.names
    return f"{name} ({others[0]})" if others else name


def _moment(moment: datetime | None) -> str:
    return "" if moment is None else moment_in_words(moment)
