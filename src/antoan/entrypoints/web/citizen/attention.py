"""What needs a person's attention now, most pressing first. Pure: the page hands over what it read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from antoan.domains.codes.queries import CodeInForce
from antoan.domains.corrections.values import TicketState, TicketView
from antoan.domains.declarations.values import DeclarationView
from antoan.domains.passes.queries import Explanation
from antoan.domains.records.values import RecordState, RecordView
from antoan.entrypoints.web.citizen import verdicts
from antoan.entrypoints.web.shared import colours

# Our own bounds: long enough to act, short enough not to be passed over.
COLOUR_ENDS_WITHIN: Final = timedelta(hours=48)
CODE_ENDS_WITHIN: Final = timedelta(days=14)
_WAITING: Final = (RecordState.UNVERIFIED, RecordState.QUARANTINED)


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to look at, and the way to it."""

    icon: str
    text: str
    address: str
    action: str


def notices(
    *,
    found: Explanation | None,
    code: CodeInForce | None,
    tickets: Sequence[TicketView],
    records: Sequence[RecordView],
    declarations: Sequence[DeclarationView],
    owes_daily_form: bool = False,
    now: datetime,
    today: date,
    query: str = "",
) -> list[Notice]:
    """Return what to do something about; an empty list is good news."""
    made = (
        *_daily_form(owes_daily_form, query),
        *_questions(tickets),
        *_ending_colour(found, now, query),
        *_code(code, today, query),
        *_unconfirmed(declarations, query),
        *_unverified(records, query),
    )
    return list(made)


def _daily_form(is_owed: bool, query: str) -> Iterable[Notice]:
    if is_owed:
        text = _("Khai sức khỏe tại nhà sáng và chiều; xem dấu hiệu cần báo và số gọi.")
        yield Notice("#at-home", text, reverse("my_care") + query, _("Khai và xem"))


def _questions(tickets: Iterable[TicketView]) -> Iterable[Notice]:
    for ticket in tickets:
        if ticket.state is TicketState.NEEDS_MORE:
            yield Notice(
                "#at-message",
                _("Cán bộ đang chờ bạn trả lời về yêu cầu sửa dữ liệu."),
                reverse("my_correction", args=[ticket.number]),
                _("Trả lời"),
            )


def _ending_colour(found: Explanation | None, now: datetime, query: str) -> Iterable[Notice]:
    if found is None or found.after is None or found.verdict.until is None:
        return
    is_soon = found.verdict.until - now <= COLOUR_ENDS_WITHIN
    if not is_soon or found.after.colour is found.verdict.colour:
        return
    said = {
        "at": verdicts.moment_in_words(found.verdict.until),
        "colour": colours.word(found.after.colour.value).lower(),
    }
    if "declared_at" in found.verdict.decided_by.needs:
        text = _("Tờ khai y tế sắp hết hạn: từ %(at)s màu của bạn là %(colour)s nếu không khai lại.") % said
    else:
        text = _("Từ %(at)s, màu của bạn sẽ là %(colour)s nếu không có gì thay đổi.") % said
    yield Notice("#at-clock", text, reverse("my_code") + query, _("Xem vì sao"))


def _code(code: CodeInForce | None, today: date, query: str) -> Iterable[Notice]:
    if code is None:
        text = _("Chưa có mã QR, hoặc mã cũ đã hết hạn.")
        yield Notice("#at-qr", text, reverse("my_code") + query, _("Lấy mã"))
    elif code.expires_on - today <= CODE_ENDS_WITHIN:
        text = _("Mã QR dùng được đến hết ngày %(day)s.") % {"day": date_format(code.expires_on, "d/m/Y")}
        yield Notice("#at-qr", text, reverse("my_code") + query, _("Xem mã"))


def _unconfirmed(declarations: Iterable[DeclarationView], query: str) -> Iterable[Notice]:
    count = sum(not one.is_confirmed and not one.is_annulled for one in declarations)
    if count:
        text = ngettext(
            "%(count)d tờ khai do người khác khai, chưa được xác nhận nên chưa tính.",
            "%(count)d tờ khai do người khác khai, chưa được xác nhận nên chưa tính.",
            count,
        )
        address = reverse("my_records_of", args=["declarations"]) + query
        yield Notice("#at-about-form", text % {"count": count}, address, _("Xem tờ khai"))


def _unverified(records: Iterable[RecordView], query: str) -> Iterable[Notice]:
    count = sum(one.state in _WAITING for one in records)
    if count:
        text = ngettext(
            "%(count)d mục trong hồ sơ đang chờ xác minh, chưa được tính vào màu.",
            "%(count)d mục trong hồ sơ đang chờ xác minh, chưa được tính vào màu.",
            count,
        )
        yield Notice("#at-records", text % {"count": count}, reverse("my_records") + query, _("Xem hồ sơ"))
