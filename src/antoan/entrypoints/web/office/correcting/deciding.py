"""One ticket on the desk: evidence beside the record, the colour before and after, and the decision."""

from typing import Final
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.corrections import services
from antoan.domains.corrections.queries import (
    Preview,
    contested_record,
    evidence_content,
    evidence_of,
    preview_of,
    ticket_for,
    weighing_of,
)
from antoan.domains.corrections.queries.access import require_decider
from antoan.domains.corrections.values import UNDECIDED, TicketState, TicketView
from antoan.entrypoints.web.office.correcting.colours import colours_of
from antoan.entrypoints.web.office.correcting.weighing import weighing_shown
from antoan.entrypoints.web.office.correcting.who import shown_person
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting import words
from antoan.entrypoints.web.shared.correcting.forms import ClaimForm, WordsForm, claim_form
from antoan.entrypoints.web.shared.correcting.photos import photo_response
from antoan.entrypoints.web.shared.correcting.sayings import saying
from antoan.entrypoints.web.shared.sources import source_in_words
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock, spoken
from antoan.kit.errors import AntoanError

_PREVIEW: Final = "preview"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ticket(request: HttpRequest, number: str) -> HttpResponse:
    """Show a ticket, or do what a button says."""
    actor = actor_of(request)
    require_decider(actor, number)  # The person's own page is elsewhere.
    view = ticket_for(actor, number)
    if request.method != "POST":
        return _page(request, actor, view, _form_of(view).filled_with(view.claim))
    claim = _form_of(view)(request.POST)
    action = request.POST.get("do", "")
    if action in {"grant", _PREVIEW} and not claim.is_valid():
        return _page(request, actor, view, claim, status=422)
    if action == _PREVIEW:
        return _page(request, actor, view, claim, said=WordsForm(request.POST, label=_reason_label()))
    try:
        decided = _do(action, actor, view, claim, request.POST)
    except AntoanError as error:
        if error.status == 404:
            raise
        return _page(
            request, actor, view, claim, fault=saying(error), status=error.status,
            said=WordsForm(request.POST, label=_reason_label()),
        )  # fmt: skip
    messages.success(request, _told(decided))
    return redirect("desk_correction", decided.number)


@login_required
@require_safe
def photo(request: HttpRequest, number: str, file_id: UUID) -> HttpResponse:
    """Show a photo of a ticket to the office that decides it."""
    actor = actor_of(request)
    require_decider(actor, number)
    return photo_response(evidence_content(actor, number, file_id))


def _do(action: str, actor: Actor, view: TicketView, claim: ClaimForm, fields: QueryDict) -> TicketView:
    said, number = fields.get("words", ""), view.number
    match action:
        case "take":
            return services.take_ticket(actor=actor, number=number)
        case "ask":
            return services.ask_for_more(actor=actor, number=number, words=said)
        case "refuse":
            return services.refuse_ticket(actor=actor, number=number, words=said)
        case "grant":
            return services.grant_ticket(actor=actor, number=number, words=said, claim=claim.claim())
    return view


def _page(
    request: HttpRequest,
    actor: Actor,
    view: TicketView,
    claim: ClaimForm,
    *,
    said: WordsForm | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    record = contested_record(actor, view.number)
    is_open = view.state in UNDECIDED
    preview, doubt = _preview(actor, view, claim) if is_open else (None, "")
    context = {
        "ticket": view,
        "shown": spoken.show(view.number),
        "title": f"{words.SUBJECTS[view.subject]}: {str(words.FAULTS[view.fault]).lower()}",
        "state": words.STATES[view.state],
        "due": words.deadline(view.due_at),
        "person": shown_person(actor, view.person_id),
        "record": words.record_line(view.subject, record) if record else "",
        "record_facts": words.claim_lines(record.details) if record else [],
        "source": source_in_words(record.source) if record else "",
        "weighing": weighing_shown(weighing_of(actor, view.number, clock.today()), view.subject),
        "claimed": words.claim_lines(view.claim),
        "photos": evidence_of(actor, view.number),
        "claim": claim,
        "said": said or WordsForm(label=_reason_label()),
        "fault": fault or doubt,
        "is_open": is_open,
        "is_new": view.state is TicketState.OPEN,
        "preview": colours_of(preview) if preview else None,
        "steps": [
            {"word": words.STEPS[s.kind], "at": s.at, "is_by_person": s.is_by_person, "words": s.words}
            for s in view.steps
        ],
        "by_person": _("người dân"),
        "by_office": _("cán bộ"),
    }  # fmt: skip
    return render(request, "office/correction.html", context, status=status)


def _form_of(view: TicketView) -> type[ClaimForm]:
    return claim_form(view.subject, view.fault)


def _reason_label() -> str:
    return _("Lý do hoặc câu hỏi (người dân đọc được)")


def _preview(actor: Actor, view: TicketView, claim: ClaimForm) -> tuple[Preview | None, str]:
    """Return what granting would do; words instead where the fields cannot be read."""
    if not claim.is_valid():
        return None, ""
    try:
        return preview_of(actor, view.number, clock.now(), claim=claim.claim()), ""
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        return None, saying(error)


def _told(view: TicketView) -> str:
    if view.waits_for_second:
        return _("Bạn đã đồng ý. Cần một đồng nghiệp nữa đồng ý thì dữ liệu mới được sửa.")
    return {
        TicketState.GRANTED: _("Đã sửa dữ liệu. Màu của người dân đổi theo ngay."),
        TicketState.REFUSED: _("Đã từ chối. Người dân đọc được lý do."),
        TicketState.NEEDS_MORE: _("Đã gửi câu hỏi cho người dân."),
    }.get(view.state, _("Đã nhận việc."))
