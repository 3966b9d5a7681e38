"""One request on the desk: what is asked, by when, who it is (masked until opened), and the decision."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.passes.queries import labels_of
from antoan.domains.privacy import queries
from antoan.domains.privacy.law import refusals_for, unmasking_minutes
from antoan.domains.privacy.permissions import UNMASK
from antoan.domains.privacy.purposes import purpose
from antoan.domains.privacy.queries.access import require_decider
from antoan.domains.privacy.queries.unmasked import UnmaskReason, unmasked
from antoan.domains.privacy.registry import holds_of
from antoan.domains.privacy.rules import LIMIT_OF
from antoan.domains.privacy.services import deciding
from antoan.domains.privacy.services.unmasking import unmask
from antoan.domains.privacy.values import UNDECIDED, UNFINISHED, RequestKind, RequestState, RequestView
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting.forms import WordsForm
from antoan.entrypoints.web.shared.rights import words
from antoan.entrypoints.web.shared.rights.looks import action_text, office_text
from antoan.entrypoints.web.shared.rights.sayings import saying
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.kit import clock, spoken
from antoan.kit.errors import AntoanError


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def request_page(request: HttpRequest, rights_number: str) -> HttpResponse:
    """Show a request, or do what a button says."""
    actor = actor_of(request)
    require_decider(actor, rights_number)  # The person's own page is elsewhere.
    view = queries.request_for(actor, rights_number)
    if request.method != "POST":
        return _page(request, actor, view)
    try:
        told = _do(request, actor, view)
    except AntoanError as error:
        if error.status == 404:
            raise
        return _page(request, actor, view, fault=saying(error), status=error.status)
    if told:
        messages.success(request, told)
    return redirect("desk_request", view.number)


def _do(request: HttpRequest, actor: Actor, view: RequestView) -> str:
    said, number = request.POST.get("words", ""), view.number
    match request.POST.get("do", ""):
        case "take":
            deciding.take(actor=actor, number=number)
            return _("Đã nhận việc.")
        case "grant":
            decided = deciding.grant(actor=actor, number=number, words=said)
            if decided.state is RequestState.APPROVED:
                return _("Đã duyệt. Hệ thống tự xóa khi đến ngày và không còn lý do phải giữ.")
            return _("Đã trả lời. Người dân đọc được câu trả lời.")
        case "refuse":
            ground = request.POST.get("ground", "")
            deciding.refuse(actor=actor, number=number, ground=ground, words=said)
            return _("Đã từ chối. Người dân đọc được căn cứ và lý do.")
        case "unmask":
            reason = request.POST.get("reason", "")
            if reason in set(UnmaskReason):
                unmask(actor=actor, number=number, reason=UnmaskReason(reason))
    return ""


def _page(
    request: HttpRequest, actor: Actor, view: RequestView, *, fault: str = "", status: int = 200
) -> HttpResponse:
    is_open = view.state in UNDECIDED
    context = {
        "request_view": view,
        "shown": spoken.show(view.number),
        "title": words.KINDS[view.kind],
        "state": words.STATES[view.state],
        "purpose": words.purpose_title(view.purpose) if view.purpose else "",
        "look": _look(view),
        "person": labels_of([view.person_id]).get(view.person_id, ""),
        "opened": unmasked(actor, view.number),
        "may_unmask": bool(actor.grants_of(UNMASK)) and view.state in UNFINISHED,
        "minutes": unmasking_minutes(),
        "reasons": [(one.value, words.REASONS[one]) for one in UnmaskReason],
        "reply_due": words.last_day(view.reply_due_at),
        "due": words.last_day(view.due_at),
        "is_open": is_open,
        "is_new": view.state is RequestState.OPEN,
        "is_erasure": view.kind is RequestKind.DELETE,
        "is_copy": view.kind is RequestKind.COPY,
        "may_grant": view.kind is not RequestKind.COPY and _can_rest(view),
        "only_answers": view.kind in {RequestKind.VIEW, RequestKind.LOOK},
        "holds": _holds(view),
        "refusals": [
            (one.key, words.refusal_text(one.key), one.is_confirmed) for one in refusals_for(view.kind)
        ],
        "refusal": words.refusal_text(view.refusal),
        "said": WordsForm(request.POST or None, label=_("Câu trả lời (người dân đọc được)")),
        "ground": request.POST.get("ground", ""),
        "fault": fault,
        "steps": [
            {"word": words.STEPS[s.kind], "at": s.at, "is_by_person": s.is_by_person, "words": s.words}
            for s in view.steps
        ],
        "by_person": _("người dân"),
        "by_office": _("cán bộ"),
    }
    return render(request, "office/privacy/request.html", context, status=status)


def _can_rest(view: RequestView) -> bool:
    return view.kind not in LIMIT_OF or purpose(view.purpose).rests


def _holds(view: RequestView) -> list[str]:
    """Return what would hold an erasure today. The ground is told, the record behind it is not."""
    if view.kind is not RequestKind.DELETE or view.state not in UNFINISHED:
        return []
    return [words.hold_text(held.key) for held in holds_of(view.person_id, clock.today())]


def _look(view: RequestView) -> dict[str, Any] | None:
    if view.look is None:
        return None
    found = queries.look_for(SYSTEM, view.person_id, view.look)
    if found is None:
        return None
    return {"what": action_text(found.action), "office": office_text(found), "at": found.at, "id": found.id}
