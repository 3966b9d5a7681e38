"""The code on paper: a card to carry, a picture of it to keep, an A4 sheet with the records. Masked, as all paper."""

from datetime import datetime
from typing import Final

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from antoan.domains.cards.values import Face
from antoan.domains.codes import short
from antoan.domains.codes.queries import CodeInForce
from antoan.domains.people.queries import identity_of
from antoan.domains.people.values import PersonView
from antoan.domains.printing.services import print_cards, print_sheet
from antoan.domains.printing.values import Card, Line, Output, Section, Sheet
from antoan.domains.records.queries import records_of_person
from antoan.domains.records.values import RecordKind, RecordState, RecordView, TestOutcome
from antoan.entrypoints.web.citizen.correcting.whom import looked_at
from antoan.entrypoints.web.citizen.frame import framed
from antoan.entrypoints.web.citizen.own_code import own_code, renew
from antoan.entrypoints.web.citizen.records.entries import of_record
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.cards.words import good_until, paper_of
from antoan.entrypoints.web.shared.downloads import download
from antoan.entrypoints.web.shared.sources import source_in_words
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.text import mask_head

_PURPOSE: Final = "own paper"
_ROWS_MAX: Final = 30  # Of each table on the sheet, newest first.
Printed = tuple[PersonView, CodeInForce, datetime]


@login_required
@require_safe
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """Offer the three kinds of paper."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    return render(request, "citizen/paper.html", framed(request, person_id) | {"person_id": person_id})


@login_required
@require_POST
def card(request: HttpRequest) -> HttpResponse:
    """Hand out the card, two pages of a card's size."""
    printed = _printed(request)
    if printed is None:
        return redirect("my_paper")
    return download(print_cards([_card(printed)], at=printed[2]), "the-an-toan.pdf", "application/pdf")


@login_required
@require_POST
def picture(request: HttpRequest) -> HttpResponse:
    """Hand out the front of the card as a picture, for the phone's gallery."""
    printed = _printed(request)
    if printed is None:
        return redirect("my_paper")
    drawn = print_cards([_card(printed)], at=printed[2], output=Output.PNG)
    return download(drawn, "the-an-toan.png", "image/png")


@login_required
@require_POST
def sheet(request: HttpRequest) -> HttpResponse:
    """Hand out the A4 sheet with what is recorded and verified."""
    printed = _printed(request)
    if printed is None:
        return redirect("my_paper")
    return download(
        sheet_of(actor_of(request), printed, purpose=_PURPOSE), "thong-tin-cua-toi.pdf", "application/pdf"
    )


def sheet_of(actor: Actor, printed: Printed, *, purpose: str) -> bytes:
    """Return the A4 sheet of somebody whose records the actor may read; that they were read is in the trail."""
    person, _code, at = printed
    records = records_of_person(actor, person.id, purpose=purpose)
    known = [one for one in records if one.state is RecordState.VERIFIED]
    made = _sheet(printed, [one for one in known if one.details.get("outcome") != TestOutcome.PENDING])
    return print_sheet(made, at=at)


def _printed(request: HttpRequest) -> Printed | None:
    """Return whose paper it is, with the masked code that paper carries; None for an account that is nobody's."""
    person_id = looked_at(request)
    if person_id is None:
        return None
    actor, now = actor_of(request), clock.now()
    person = identity_of(actor, person_id, purpose=_PURPOSE)
    return person, _masked_code(actor, person, now), now


def _masked_code(actor: Actor, person: PersonView, now: datetime) -> CodeInForce:
    renew(actor, person, now, masked=True)
    code = own_code(actor, person, now, masked=True)
    assert code is not None
    return code


def _card(printed: Printed) -> Card:
    person, code, _at = printed
    face = Face(
        full_name=person.full_name,
        masked_number=mask_head(person.identity_number),
        birth_year=person.birth.on.year,
        text=code.text,
        short_code=code.short_code,
        expires_on=code.expires_on,
    )
    return paper_of(face)


def _sheet(printed: Printed, records: list[RecordView]) -> Sheet:
    person, code, at = printed
    lines = list(_identity(person))
    if code.short_code:
        lines.append(Line(_("Mã ngắn"), short.show(code.short_code)))
    made = (
        _table(_("Tiêm chủng"), records, RecordKind.VACCINATION),
        _table(_("Xét nghiệm"), records, RecordKind.TEST_RESULT),
        _table(_("Mắc bệnh, khỏi bệnh"), records, RecordKind.INFECTION),
    )
    return Sheet(
        title=_("Thông tin của tôi"),
        subtitle=_("Theo dữ liệu lúc %(at)s") % {"at": date_format(clock.local(at), "H:i d/m/Y")},
        name=person.full_name,
        lines=(*lines, Line(_("Hạn của mã"), good_until(code.expires_on))),
        qr=code.text,
        caption=_("Đưa cho nhân viên cổng quét"),
        sections=tuple(table for table in made if table is not None),
        notes=(
            _("Màu được tính tại cổng vào lúc quét, không in trên giấy."),
            _(
                "Giấy này không thay giấy tờ tùy thân. Thấy sai, gọi 1022 hoặc báo Ủy ban nhân dân phường, xã."
            ),
        ),
    )


def _table(heading: str, records: list[RecordView], kind: RecordKind) -> Section | None:
    rows = [
        (
            entry.title,
            "; ".join(f"{label}: {text}" for label, text in entry.lines),
            source_in_words(record.source),
        )
        for record in records
        if record.kind is kind
        for entry in [of_record(record)]
    ]
    if not rows:
        return None
    return Section(heading, ((_("Nội dung"), _("Chi tiết"), _("Nguồn")), *rows[:_ROWS_MAX]), widths=(3, 4, 2))


def _identity(person: PersonView) -> tuple[Line, ...]:
    known = (
        Line(_("Số giấy tờ"), mask_head(person.identity_number)),
        Line(_("Năm sinh"), str(person.birth.on.year)),
    )
    return tuple(line for line in known if line.text)
