"""Lists on the desk: those that wait by deadline, one with its numbers, and the decision."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.workers import services
from antoan.domains.workers.list_values import ListState, ListView
from antoan.domains.workers.permissions import DECIDE
from antoan.domains.workers.queries.lists import list_on_desk, lists_on_desk
from antoan.domains.workers.rules.approval import is_late, usual_end
from antoan.entrypoints.web.office.workers.desk import doors, officer
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.working import words
from antoan.entrypoints.web.shared.working.forms import DecideForm
from antoan.entrypoints.web.shared.working.sayings import saying
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import AntoanError

_SHOWN = (ListState.SUBMITTED, ListState.APPROVED, ListState.REFUSED, ListState.EXPIRED, ListState.REVOKED)


@login_required
@require_safe
@never_cache
def queue(request: HttpRequest) -> HttpResponse:
    """Show lists of one state: those that wait, unless told."""
    actor = officer(request, DECIDE)
    asked = request.GET.get("state", "")
    state = ListState(asked) if asked in set(_SHOWN) else ListState.SUBMITTED
    context = {
        "rows": [_entry(one) for one in lists_on_desk(actor, state=state)],
        "states": [(one.value, words.STATES[one]) for one in _SHOWN],
        "state": state.value,
        "waits": state is ListState.SUBMITTED,
        **doors(actor),
    }
    return render(request, "office/workers/lists.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: HttpRequest, list_id: int) -> HttpResponse:
    """Show one list with its numbers, or decide it."""
    actor = officer(request, DECIDE)
    found = list_on_desk(actor, list_id)
    form, fault, status = DecideForm(initial={"valid_until": usual_end(clock.today())}), "", 200
    if request.method == "POST":
        form = DecideForm(request.POST)
        fault, status = _decided(request, actor, form, list_id)
        if status == 200:
            return redirect("desk_workers_list", list_id)
    context = {
        **_entry(found),
        "list": found,
        "plan": words.PLANS[found.plan_kind],
        "findings": words.finding_rows(found.findings, for_unit=False),
        "steps": [
            {"word": words.STEPS[step.kind], "at": step.at, "words": step.words} for step in found.steps
        ],
        "waits": found.state is ListState.SUBMITTED,
        "in_force": found.state is ListState.APPROVED,
        "form": form,
        "fault": fault,
    }
    return render(request, "office/workers/list.html", context, status=status)


def _decided(request: HttpRequest, actor: Actor, form: DecideForm, list_id: int) -> tuple[str, int]:
    """Do what the button says; return what is wrong and the status to answer with, 200 when nothing is."""
    if not form.is_valid():
        return "", 422
    action, reason = request.POST.get("do", ""), form.cleaned_data["words"]
    try:
        if action == "approve":
            end: date = form.cleaned_data["valid_until"] or usual_end(clock.today())
            services.approve_list(actor=actor, list_id=list_id, valid_until=end, words=reason)
        elif action == "revoke":
            services.revoke_list(actor=actor, list_id=list_id, words=reason)
        else:
            services.refuse_list(actor=actor, list_id=list_id, words=reason)
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        return saying(error), error.status
    messages.success(request, _("Đã ghi quyết định. Đơn vị được nhắn tin."))
    return "", 200


def _entry(found: ListView) -> dict[str, Any]:
    return {
        "id": found.id, "unit": found.unit_name, "number": found.number, "sector": kinds.word(found.sector),
        "area": found.area_name or _("Thành phố"), "people": words.people(found.workers), "state_word": words.STATES[found.state],
        "due": words.moment(found.due_at), "is_late": is_late(found.state, found.due_at, clock.now()), "holds": found.holds,
        "until": found.valid_until, "unit_id": found.unit_id,
    }  # fmt: skip
