"""A request over one's data on paper: the slip to sign and hand over, and the copy once it is made."""

import base64
import hashlib
import re

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from antoan.domains.privacy.queries.with_person import (
    copy_with_person,
    page_of_copy_with_person,
    request_with_person,
)
from antoan.domains.privacy.services.with_person import take_back_with_person
from antoan.domains.privacy.values import UNDECIDED, UNFINISHED, CopyState, RequestKind
from antoan.entrypoints.web.office.assisting.presence import Helped, with_person
from antoan.entrypoints.web.shared.rights import words
from antoan.entrypoints.web.shared.rights.sayings import saying
from antoan.kit import clock, spoken
from antoan.kit.errors import AntoanError

_STYLE = re.compile(rb"<style>(.*?)</style>", re.DOTALL)


@require_http_methods(["GET", "HEAD", "POST"])
@with_person
def slip(request: HttpRequest, one: Helped, rights_number: str) -> HttpResponse:
    """Show one request: what to print, sign and hand over, how far it is, and whether the copy is there; or take it back."""
    if request.method == "POST":
        try:
            take_back_with_person(
                actor=one.actor, person_id=one.person_id, number=rights_number, assistance=one.assistance
            )
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            messages.error(request, saying(error))
        return redirect("desk_with_request", one.person_id, rights_number)
    view = request_with_person(one.actor, one.person_id, rights_number, assistance=one.assistance)
    copy = copy_with_person(one.actor, one.person_id, rights_number, assistance=one.assistance)
    facts = []
    if view.purpose:
        facts.append((_("Việc"), words.purpose_title(view.purpose)))
    if view.by_staff:
        facts.append((_("Người gõ"), _("cán bộ, cùng với người dân")))
    if view.words:
        facts.append((_("Người dân nói"), view.words))
    if view.state in UNDECIDED:
        facts.append((_("Trả lời chậm nhất"), words.last_day(view.due_at)))
    if view.erases_at is not None:
        facts.append((_("Không xóa trước"), clock.local(view.erases_at).strftime("%H:%M %d/%m/%Y")))
    if view.answer:
        facts.append((_("Câu trả lời"), view.answer))
    context = one.framed() | {
        "title": words.KINDS[view.kind],
        "state": words.STATES[view.state],
        "shown": spoken.show(view.number),
        "number": view.number,
        "facts": facts,
        "steps": [
            {
                "word": words.STEPS[step.kind],
                "at": step.at,
                "is_by_person": step.is_by_person,
                "words": step.words,
            }
            for step in view.steps
        ],
        "by_person": _("người dân"),
        "by_office": _("cơ quan giải quyết"),
        "is_signed": view.kind in {RequestKind.COPY, RequestKind.DELETE},
        "can_withdraw": view.state in UNFINISHED,
        "copy_word": words.COPIES[copy.state] if copy else "",
        "copy_is_ready": copy is not None and copy.state is CopyState.READY,
        "copy_waits": copy is not None and copy.state is CopyState.WAITING,
        "back": reverse("desk_with_rights", args=[one.person_id]),
        "printed_at": clock.now(),
    }
    return render(request, "office/with/slip.html", context)


@require_POST
@with_person
def page(request: HttpRequest, one: Helped, rights_number: str) -> HttpResponse:
    """Open the copy's own page, which is made to be printed; nothing of it is kept on the desk's computer."""
    try:
        content = page_of_copy_with_person(
            one.actor,
            one.person_id,
            rights_number,
            language=get_language() or "vi",
            assistance=one.assistance,
        )
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        messages.error(request, saying(error))
        return redirect("desk_with_request", one.person_id, rights_number)
    response = HttpResponse(content, content_type="text/html; charset=utf-8")
    response["Content-Security-Policy"] = f"default-src 'none'; style-src {_own_style(content)}"
    return response


def _own_style(content: bytes) -> str:
    """Return the source that lets this page's one style apply, and nothing else."""
    found = _STYLE.search(content)
    assert found is not None  # copying/readable.py writes it.
    return f"'sha256-{base64.b64encode(hashlib.sha256(found[1]).digest()).decode()}'"
