"""The person's rights over their data: how they stand, a new request, withdrawing a consent, the copy on paper."""

from typing import Any, Final
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.privacy.law import cooling_off_days, deadline_for, kept_after_erasure
from antoan.domains.privacy.purposes import purpose as purpose_of
from antoan.domains.privacy.purposes import purposes
from antoan.domains.privacy.queries.with_person import rights_with_person
from antoan.domains.privacy.registry import holds_of, parts
from antoan.domains.privacy.services.with_person import (
    AT_THE_DESK_ONLY,
    ask_with_person,
    withdraw_with_person,
)
from antoan.domains.privacy.values import (
    ConsentAct,
    ConsentState,
    NewConsent,
    NewRequest,
    RequestKind,
)
from antoan.entrypoints.web.citizen.rights.asking import AskForm
from antoan.entrypoints.web.office.assisting.presence import Helped, with_person
from antoan.entrypoints.web.shared.rights import words
from antoan.entrypoints.web.shared.rights.sayings import saying
from antoan.entrypoints.web.shared.sent import sent_id
from antoan.kit import clock, spoken
from antoan.kit.errors import AntoanError

KINDS: Final = (
    RequestKind.COPY, RequestKind.VIEW, RequestKind.RESTRICT, RequestKind.OBJECT, RequestKind.DELETE,
)  # fmt: skip
_AGREED: Final = frozenset({ConsentState.AGREED, ConsentState.OUTDATED})


@require_safe
@with_person
def overview(request: HttpRequest, one: Helped) -> HttpResponse:
    """Show the person's requests, what they agreed to, and the doors to new requests."""
    requests, consents = rights_with_person(one.actor, one.person_id, assistance=one.assistance)
    context = one.framed() | {
        "requests": [
            (view.number, spoken.show(view.number), words.KINDS[view.kind], words.STATES[view.state])
            for view in requests
        ],
        "agreed": [
            {"key": item.key, "title": words.title_of(item), "since": consents[item.key].at}
            for item in purposes()
            if item.by_consent and item.key in consents and consents[item.key].state in _AGREED
        ],
        "kinds": [
            {
                "kind": kind.value,
                "title": words.KINDS[kind],
                "is_open": one.is_at_desk or kind not in AT_THE_DESK_ONLY,
            }
            for kind in KINDS
        ],
    }
    return render(request, "office/with/rights.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@with_person
def new(request: HttpRequest, one: Helped, kind: str) -> HttpResponse:
    """Say what follows, ask what a kind of request needs, and keep it."""
    if kind not in set(KINDS):
        raise Http404
    asked, fault = RequestKind(kind), ""
    form = AskForm(asked, request.POST if request.method == "POST" else None)
    if asked is RequestKind.DELETE:
        del form.fields["words"]
    form_id = sent_id(request) if request.method == "POST" else uuid4()
    is_sure = asked is not RequestKind.DELETE or request.POST.get("sure") == "yes"
    if request.method == "POST" and not is_sure:
        fault = _("Hãy hỏi lại người dân lần nữa, rồi đánh dấu ô xác nhận.")
    elif request.method == "POST" and form.is_valid():
        wanted = NewRequest(
            id=form_id,
            person_id=one.person_id,
            kind=asked,
            purpose=form.cleaned_data.get("purpose", ""),
            words=form.cleaned_data.get("words", ""),
        )
        try:
            made = ask_with_person(actor=one.actor, request=wanted, assistance=one.assistance)
            return redirect("desk_with_request", one.person_id, made.number)
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            if number := error.context.get("number"):
                return redirect("desk_with_request", one.person_id, number)
            fault = saying(error)
    context = (
        one.framed() | _follows(asked, one.person_id) | {"form": form, "fault": fault, "form_id": form_id}
    )
    status = 422 if request.method == "POST" else 200
    return render(request, "office/with/ask.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@with_person
def withdraw(request: HttpRequest, one: Helped, purpose: str) -> HttpResponse:
    """Ask once more, then withdraw one consent. Agreeing is left to the person's own hand."""
    item = purpose_of(purpose)
    version = item.on(clock.today())
    if not item.by_consent or version is None:
        raise Http404
    if request.method == "POST":
        consent = NewConsent(
            id=sent_id(request),
            person_id=one.person_id,
            purpose=item.key,
            version=version.version,
            act=ConsentAct.WITHDRAWN,
            language=get_language() or "vi",
        )
        try:
            withdraw_with_person(actor=one.actor, consent=consent, assistance=one.assistance)
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            messages.error(request, saying(error))
        else:
            messages.success(request, _("Đã rút lại đồng ý: %(title)s.") % {"title": words.title_of(item)})
        return redirect("desk_with_rights", one.person_id)
    context = one.framed() | {
        "title": words.title_of(item),
        "data": words.say(version.data),
        "why": words.say(version.why),
        "form_id": uuid4(),
    }
    return render(request, "office/with/withdraw.html", context)


def _follows(kind: RequestKind, person_id: int) -> dict[str, Any]:
    """Return what a request means, to be read out before it is sent."""
    language = get_language()
    is_erasure = kind is RequestKind.DELETE
    return {
        "title": words.KINDS[kind],
        "hint": words.HINTS.get(kind, ""),
        "is_copy": kind is RequestKind.COPY,
        "is_erasure": is_erasure,
        "days": deadline_for(kind).working_days,
        "cooling_days": cooling_off_days(),
        "parts": [part.title.say(language) for part in parts()] if is_erasure else [],
        "stays": [item.en if language == "en" else item.vi for item in kept_after_erasure()]
        if is_erasure
        else [],
        "holds": [words.hold_text(held.key) for held in holds_of(person_id, clock.today())]
        if is_erasure
        else [],
    }
