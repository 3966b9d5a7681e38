"""Asks a place who was there on a day, and shows the list once the unit has confirmed it."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.gates.queries.requests import request_for, requests_of_case
from antoan.domains.gates.services.requests import ask_visitors, open_list
from antoan.domains.gates.visitor_values import VisitorRequestView
from antoan.domains.tracing.desk_values import CaseView
from antoan.domains.tracing.queries.cases import case_for
from antoan.domains.tracing.queries.places import timeline_of
from antoan.entrypoints.web.office.tracing.doing import attempt
from antoan.entrypoints.web.office.tracing.frame import around
from antoan.entrypoints.web.office.tracing.visitor_form import VisitorsForm
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.gate_words import VISITOR_KINDS
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock, spoken
from antoan.kit.errors import AntoanError
from antoan.kit.phones import national_phone


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def of_case(request: HttpRequest, tracing_number: str) -> HttpResponse:
    """Show what one asked for a case, or ask a place."""
    actor = actor_of(request)
    found = requests_of_case(actor, tracing_number)
    case = case_for(actor, tracing_number)
    form = _form(actor, case, request.POST if request.method == "POST" else None)
    if form.is_valid():
        asked = attempt(request, lambda: _ask(actor, case, form))
        if asked:
            messages.success(request, _("Đã hỏi. Khi đơn vị xác nhận, danh sách mở được ở đây."))
        if not form.errors:
            return redirect("desk_trace_visitors", tracing_number)
    context = around(actor, case, "visitors") | {"asked": [_row(one) for one in found], "form": form}
    return render(request, "office/tracing/visitors.html", context, status=422 if form.errors else 200)


@login_required
@never_cache
@require_safe
def listed(request: HttpRequest, visitor_request_id: UUID) -> HttpResponse:
    """Show the list of a day; each reading is kept, and everybody in it can see that."""
    actor = actor_of(request)
    asked = request_for(actor, visitor_request_id)
    found = attempt(request, lambda: open_list(actor=actor, request_id=visitor_request_id, now=clock.now()))
    if found is None:
        return redirect("desk_trace_visitors", asked.case_number)
    context = {
        "asked": found.request,
        "shown": spoken.show(asked.case_number),
        "rows": [
            (
                one,
                [national_phone(number) for number in one.phones],
                VISITOR_KINDS[one.kind] if one.kind else "",
            )
            for one in found.visitors
        ],
        "is_cut": found.is_cut,
    }
    return render(request, "office/tracing/visitor_list.html", context)


def _form(actor: Actor, case: CaseView, sent: QueryDict | None) -> VisitorsForm:
    """Return the form over the places and days of a case, empty or as it was sent."""
    places = {
        stay.place_id: stay.place_name
        for stay in timeline_of(actor, case.number)
        if stay.place_id is not None
    }
    last = min(clock.local_date(clock.now()), clock.local_date(case.until - case.until.resolution))
    return VisitorsForm(
        sent,
        places=sorted(places.items(), key=lambda one: one[1]),
        days=(clock.local_date(case.since), last),
        initial={"id": uuid4()},
    )


def _ask(actor: Actor, case: CaseView, form: VisitorsForm) -> bool:
    """Ask the unit; tell whether it was. What the form can say at a field, it says."""
    fields = form.cleaned_data
    try:
        ask_visitors(
            actor=actor,
            request_id=fields["id"],
            number=case.number,
            place_id=fields["place"],
            on=fields["on"],
            reason=fields["reason"],
            hours=fields["hours"],
            now=clock.now(),
        )
    except AntoanError as error:
        form.refuse(error)
        return False
    return True


def _row(one: VisitorRequestView) -> dict[str, Any]:
    now = clock.now()
    return {"one": one, "is_readable": one.is_readable(now), "is_over": one.is_over(now)}
