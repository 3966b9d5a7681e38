"""A citizen's own requests about their data: the list, one with its steps, taking it back, fetching a copy."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.privacy import queries
from antoan.domains.privacy.errors import CopyNotFound
from antoan.domains.privacy.queries.access import require_own_request
from antoan.domains.privacy.services.asking import take_back
from antoan.domains.privacy.values import (
    UNDECIDED,
    UNFINISHED,
    CopyState,
    CopyView,
    RequestKind,
    RequestState,
    RequestView,
)
from antoan.entrypoints.web.citizen.correcting.whom import looked_at, query_of
from antoan.entrypoints.web.citizen.frame import framed
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.rights import words
from antoan.entrypoints.web.shared.signin.again import proven_anew
from antoan.foundation.accounts.actor import Actor
from antoan.kit import spoken


@login_required
@require_safe
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    """Show one's own requests, or a dependant's. An account that is nobody's (staff) is told so."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    found = queries.requests_of_person(actor_of(request), person_id)
    context = framed(request, person_id) | {"entries": [_entry(view) for view in found]}
    return render(request, "citizen/rights/requests.html", context)


@login_required
@require_safe
@never_cache
def request_page(request: HttpRequest, rights_number: str) -> HttpResponse:
    """Show one request with its steps."""
    actor = actor_of(request)
    view = _own(actor, rights_number)
    copy = _copy(actor, view)
    context = {
        "entry": _entry(view),
        "request_view": view,
        "purpose": words.purpose_title(view.purpose) if view.purpose else "",
        "is_open": view.state in UNDECIDED,
        "can_withdraw": view.state in UNFINISHED,
        "is_erasure": view.kind is RequestKind.DELETE,
        "is_approved": view.state is RequestState.APPROVED,
        "holds": [words.hold_text(key) for key in view.held_by],
        "reply_due": words.last_day(view.reply_due_at),
        "due": words.last_day(view.due_at),
        "refusal": words.refusal_text(view.refusal),
        "copy": copy,
        "copy_word": words.COPIES[copy.state] if copy else "",
        "copy_is_ready": copy is not None and copy.state is CopyState.READY,
        "copy_waits": copy is not None and copy.state is CopyState.WAITING,
        "rows": sum(copy.rows.values()) if copy else 0,
        "steps": [
            {"word": words.STEPS[s.kind], "at": s.at, "is_by_person": s.is_by_person, "words": s.words}
            for s in view.steps
        ],
        "by_person": _("bạn"),
        "by_office": _("cơ quan giải quyết"),
        "query": query_of(request, view.person_id),
    }
    return render(request, "citizen/rights/request.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def withdraw(request: HttpRequest, rights_number: str) -> HttpResponse:
    """Ask first, then take a request back."""
    actor = actor_of(request)
    view = _own(actor, rights_number)
    if request.method == "POST":
        take_back(actor=actor, number=rights_number)
        messages.success(request, _("Đã rút yêu cầu. Dữ liệu của bạn vẫn như cũ."))
        return redirect("my_request", view.number)
    context = {"entry": _entry(view), "is_erasure": view.kind is RequestKind.DELETE}
    return render(request, "citizen/rights/withdraw.html", context)


@login_required
@require_safe
@never_cache
@proven_anew
def copy_file(request: HttpRequest, copy_number: str) -> HttpResponse:
    """Answer with the ZIP, to its person, who has just proved it once more."""
    content = queries.content_of_copy(actor_of(request), copy_number)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="an-toan-{spoken.read(copy_number)}.zip"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _own(actor: Actor, number: str) -> RequestView:
    """Return a request to those who may ask for it; offices have a desk."""
    require_own_request(actor, number)
    return queries.request_for(actor, number)


def _copy(actor: Actor, view: RequestView) -> CopyView | None:
    if view.kind is not RequestKind.COPY:
        return None
    try:
        return queries.copy_for(actor, view.number)
    except CopyNotFound:
        return None


def _entry(view: RequestView) -> dict[str, Any]:
    return {
        "number": view.number,
        "shown": spoken.show(view.number),
        "title": words.KINDS[view.kind],
        "state": words.STATES[view.state],
        "text": _text(view),
    }


def _text(view: RequestView) -> str:
    if view.state is RequestState.APPROVED and view.held_by:
        return _("Phải đợi: luật buộc giữ dữ liệu lúc này.")
    if view.escalated_at is not None and view.state in UNDECIDED:
        return _("Cơ quan giải quyết đã trễ hẹn. Cấp trên đang theo dõi.")
    if view.kind is RequestKind.COPY and view.state in UNDECIDED:
        return _("Bản sao đang được tạo, thường xong trong vài phút.")
    if view.state in UNDECIDED:
        return _("Trả lời chậm nhất hết ngày %(day)s.") % {"day": words.last_day(view.due_at)}
    return ""
