"""The contacts of a case in order of what a call averts: whom to call, whom to tell, whom to follow."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.messaging.templates import template
from antoan.domains.tracing.desk_values import ContactView, Notified
from antoan.domains.tracing.queries.cases import case_for
from antoan.domains.tracing.queries.contacts import CALLS_MAX, best_to_call, contacts_of
from antoan.domains.tracing.rules.cases import AT_ONCE_MAX, CONTACTS_MAX
from antoan.domains.tracing.rules.chains import DEPTH_MAX
from antoan.domains.tracing.services.following import follow_contacts
from antoan.domains.tracing.services.telling import TEMPLATES, notify_contacts
from antoan.entrypoints.web.office.tracing import words
from antoan.entrypoints.web.office.tracing.doing import attempt, whole_number
from antoan.entrypoints.web.office.tracing.frame import around
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor

_ID_MAX: Final = 2**63 - 1
_BAND: Final = 1_000  # Width of the drawn band of a score, in its own units.


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contacts(request: HttpRequest, tracing_number: str) -> HttpResponse:
    """Show a page of contacts, or do something about those that are ticked."""
    actor = actor_of(request)
    if request.method == "POST":
        return _acted(request, actor, tracing_number)
    case = case_for(actor, tracing_number)
    level = whole_number(request.GET.get("level", ""), most=DEPTH_MAX)
    after = whole_number(request.GET.get("after", ""), most=CONTACTS_MAX) or 0
    page = contacts_of(actor, case.number, level=level, after=after)
    more = urlencode({"level": level or "", "after": page.next_after or 0})
    context = around(actor, case, "contacts") | {
        "rows": rows_of(page.contacts, first=after + 1),
        "levels": [(number, count) for number, count in page.by_level.items()],
        "level": level,
        "next": f"?{more}" if page.next_after else "",
        "texts": [(name, words.TEXTS[name]) for name in TEMPLATES],
        "kept_max": CONTACTS_MAX if case.found > CONTACTS_MAX else None,
    }
    return render(request, "office/tracing/contacts.html", context)


@login_required
@never_cache
@require_safe
def calls(request: HttpRequest, tracing_number: str) -> HttpResponse:
    """Show whom to call first when so many calls can be made today; one call reaches a household."""
    actor = actor_of(request)
    case = case_for(actor, tracing_number)
    count = max(whole_number(request.GET.get("count", ""), most=CALLS_MAX) or 20, 1)
    found = best_to_call(actor, case.number, count)
    context = around(actor, case, "contacts") | {
        "count": count,
        "count_max": CALLS_MAX,
        "calls": [{"contacts": call, "averted": sum(one.averted for one in call)} for call in found],
        "averted": sum(one.averted for call in found for one in call),
    }
    return render(request, "office/tracing/calls.html", context)


def rows_of(found: Sequence[ContactView], *, first: int) -> list[dict[str, Any]]:
    """Return contacts as a list shows them, each with its score drawn as a band beside the others'."""
    widest = max((one.high for one in found), default=0.0) or 1.0
    return [
        {
            "contact": one,
            "rank": rank,
            "minutes": round(one.seconds / 60),
            "state": words.CONTACTS[one.state],
            "low": round(_BAND * one.low / widest),
            "width": max(round(_BAND * (one.high - one.low) / widest), 12),
            "middle": round(_BAND * one.score / widest),
            "has_band": one.high > one.low,
        }
        for rank, one in enumerate(found, start=first)
    ]


def _acted(request: HttpRequest, actor: Actor, number: str) -> HttpResponse:
    """Follow those ticked at once; tell them only after the text has been looked at."""
    people = _ticked(request)
    do, text = request.POST.get("do", ""), request.POST.get("text", "")
    if not people:
        case_for(actor, number)
        messages.error(request, _("Hãy đánh dấu ít nhất một người."))
    elif do == "follow":
        opened = attempt(request, lambda: follow_contacts(actor=actor, number=number, person_ids=people))
        if opened is not None:
            messages.success(request, _("Đã thêm %(count)d lần hỏi thăm.") % {"count": opened})
    elif do == "tell" and text in TEMPLATES:
        return _asked_again(request, actor, number, people, text)
    elif do == "send" and text in TEMPLATES:
        told = attempt(
            request,
            lambda: notify_contacts(actor=actor, number=number, person_ids=people, template=text),
        )
        if told is not None:
            messages.success(request, _what_came(told))
    return redirect("desk_trace_contacts", number)


def _asked_again(
    request: HttpRequest, actor: Actor, number: str, people: list[int], text: str
) -> HttpResponse:
    """Show the very text and how many get it: what is sent cannot be taken back."""
    sent = template(f"tracing.{text}")
    context = around(actor, case_for(actor, number), "contacts") | {
        "people": people,
        "text": text,
        "vi": sent.vi,
        "en": sent.en,
    }
    return render(request, "office/tracing/tell.html", context)


def _ticked(request: HttpRequest) -> list[int]:
    """Return who was ticked, one more than may be at once so that the service refuses the rest aloud."""
    sent = request.POST.getlist("person")[: AT_ONCE_MAX + 1]
    found = (whole_number(text, most=_ID_MAX) for text in sent)
    return [person_id for person_id in dict.fromkeys(found) if person_id]


def _what_came(told: Notified) -> str:
    return _("Đã gửi %(queued)d tin. %(known)d người đã nhận tin này trước đó, %(silent)d người không có số điện thoại.") % {
        "queued": told.queued, "known": told.known_already, "silent": told.without_phone,
    }  # fmt: skip
