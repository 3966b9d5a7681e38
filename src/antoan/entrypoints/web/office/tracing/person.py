"""One contact of a case: where they met, who lives with them, who they are for half an hour, and the talk with them."""

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from antoan.domains.tracing.queries.cases import case_for
from antoan.domains.tracing.queries.contacts import contact_for, household_of
from antoan.domains.tracing.queries.follow_ups import follow_ups_of
from antoan.domains.tracing.queries.places import meetings_with, timeline_of
from antoan.domains.tracing.services.following import follow_contacts
from antoan.domains.tracing.services.telling import mark_contact
from antoan.domains.tracing.services.unmasking import unmask_contact, unmasked
from antoan.domains.tracing.values import ContactState
from antoan.entrypoints.web.office.tracing import words
from antoan.entrypoints.web.office.tracing.doing import attempt, chosen
from antoan.entrypoints.web.office.tracing.frame import around
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock

_MARKS: Final = (ContactState.REACHED, ContactState.UNREACHABLE)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, tracing_number: str, contact_id: int) -> HttpResponse:
    """Show a contact, masked unless this account has unmasked them; or keep that they were reached."""
    actor = actor_of(request)
    if request.method == "POST":
        _act(request, actor, tracing_number, contact_id)
        return redirect("desk_trace_contact", tracing_number, contact_id)
    case = case_for(actor, tracing_number)
    view = contact_for(actor, case.number, contact_id)
    context = around(actor, case, "contacts")
    context |= {
        "contact": view,
        "state": words.CONTACTS[view.state],
        "minutes": round(view.seconds / 60),
        "meetings": _meetings(actor, case.number, contact_id),
        "household": household_of(actor, case.number, contact_id),
        "questions": [
            (one, words.FOLLOW_UPS[one.state]) for one in follow_ups_of(actor, case.number, contact_id)
        ],
        "marks": [(mark.value, words.CONTACTS[mark]) for mark in _MARKS],
        "person_id": contact_id,
        "unmasked": unmasked(actor, case.number, contact_id) if context["may_unmask"] else None,
    }
    return render(request, "office/tracing/contact.html", context)


@login_required
@require_POST
def unmask(request: HttpRequest, tracing_number: str, contact_id: int) -> HttpResponse:
    """Show this account who somebody of an open case is, for half an hour; the person reads why."""
    actor = actor_of(request)
    reason = request.POST.get("reason", "")
    until = attempt(
        request,
        lambda: unmask_contact(actor=actor, number=tracing_number, person_id=contact_id, reason=reason),
    )
    if until is not None:
        at = f"{clock.local(until):%H:%M}"
        messages.success(request, _("Tên được hiện đến %(at)s, chỉ cho bạn.") % {"at": at})
    if contact_id == case_for(actor, tracing_number).person_id:
        return redirect("desk_trace", tracing_number)
    return redirect("desk_trace_contact", tracing_number, contact_id)


@login_required
@never_cache
@require_safe
def script(request: HttpRequest, tracing_number: str, contact_id: int) -> HttpResponse:
    """Show the talk with a case or a contact, with the places and times filled in, to read aloud or to print."""
    actor = actor_of(request)
    case = case_for(actor, tracing_number)
    is_case = contact_id == case.person_id
    context = around(actor, case, "script") | {
        "is_case": is_case,
        "label": case.label if is_case else contact_for(actor, case.number, contact_id).label,
        "person_id": contact_id,
        "places": _stays(actor, case.number) if is_case else _meetings(actor, case.number, contact_id),
    }
    return render(request, "office/tracing/script.html", context)


def _act(request: HttpRequest, actor: Actor, number: str, person_id: int) -> None:
    contact_for(actor, number, person_id)
    if request.POST.get("do") == "follow":
        opened = attempt(request, lambda: follow_contacts(actor=actor, number=number, person_ids=[person_id]))
        if opened is not None:
            messages.success(request, _("Đã thêm %(count)d lần hỏi thăm.") % {"count": opened})
        return
    mark = chosen(ContactState, request.POST.get("state", ""))
    if mark in _MARKS:
        attempt(request, lambda: mark_contact(actor=actor, number=number, person_id=person_id, state=mark))


def _meetings(actor: Actor, number: str, person_id: int) -> list[dict[str, Any]]:
    return [
        {
            "place": one.place_name,
            "spot": one.spot_name,
            "kind": kinds.word(one.kind) if one.kind else "",
            "begins": one.begins,
            "ends": one.ends,
            "minutes": one.minutes,
            "is_estimated": one.end_is_estimated,
        }
        for one in meetings_with(actor, number, person_id)
    ]


def _stays(actor: Actor, number: str) -> list[dict[str, Any]]:
    return [
        {
            "place": stay.place_name,
            "spot": stay.spot_name,
            "kind": kinds.word(stay.kind) if stay.kind else "",
            "begins": stay.t_in,
            "ends": stay.t_eff,
            "is_estimated": stay.end_is_estimated,
        }
        for stay in timeline_of(actor, number)
    ]
