"""A unit submits its list, follows it, takes it back."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.workers import services
from antoan.domains.workers.list_values import ListState, PlanKind
from antoan.domains.workers.permissions import MANAGE
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.queries.checking import list_in_numbers
from antoan.domains.workers.queries.groups import contact_of
from antoan.domains.workers.queries.lists import list_of_unit, lists_of_unit
from antoan.domains.workers.queries.quotas import view_of
from antoan.domains.workers.rules.quotas import is_over_quota
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.working import words
from antoan.entrypoints.web.shared.working.forms import SubmitForm
from antoan.entrypoints.web.shared.working.sayings import saying
from antoan.entrypoints.web.unit.workers.overview import list_entry
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def submit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show numbers and conditions with the form, or submit the list."""
    actor = actor_of(request)
    unit = unit_with_list(actor, unit_id, MANAGE)
    form, fault, status = SubmitForm.filled_with(contact_of(actor, unit_id)), "", 200
    if request.method == "POST":
        form = SubmitForm(request.POST)
        fault, status, number = _submitted(request, form, unit_id)
        if number:
            return redirect("unit_workers_list", unit_id, number)
    check = list_in_numbers(actor, unit_id, clock.now())
    unlinked = check.count.workers - check.count.linked
    lists = lists_of_unit(actor, unit_id)
    context = {
        "unit": unit, "form": form, "fault": fault, "count": words.people(check.count.workers),
        "is_empty": check.count.workers == 0, "is_over": is_over_quota(check.found),
        "unlinked": words.people(unlinked) if unlinked else "",
        "findings": words.finding_rows(check.found, for_unit=True),
        "quota": None if check.quota is None else view_of(check.quota),
        "conditions": words.condition_lines(view_of(check.quota).conditions) if check.quota else [],
        "lists": [list_entry(one) for one in lists],
        "waits": next((one.number for one in lists if one.state is ListState.SUBMITTED), 0),
    }  # fmt: skip
    return render(request, "unit/workers/submit.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def submitted(request: HttpRequest, unit_id: int, list_number: int) -> HttpResponse:
    """Show one submitted list with its steps, or take it back."""
    actor = actor_of(request)
    if request.method == "POST":
        try:
            services.withdraw_list(actor=actor, unit_id=unit_id, number=list_number)
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            messages.error(request, saying(error))
        else:
            messages.success(request, _("Đã rút danh sách."))
        return redirect("unit_workers_list", unit_id, list_number)
    found = list_of_unit(actor, unit_id, list_number)
    context: dict[str, Any] = {
        "unit": unit_with_list(actor, unit_id, MANAGE), "entry": list_entry(found), "list": found,
        "plan": words.PLANS[found.plan_kind], "findings": words.finding_rows(found.findings, for_unit=True),
        "steps": [{"word": words.STEPS[step.kind], "at": step.at, "words": step.words} for step in found.steps],
    }  # fmt: skip
    return render(request, "unit/workers/list.html", context)


def _submitted(request: HttpRequest, form: SubmitForm, unit_id: int) -> tuple[str, int, int]:
    """Submit; return what is wrong, the status to answer with, and the number of the list (0: none)."""
    if not form.is_valid():
        return "", 422, 0
    said, actor = form.cleaned_data, actor_of(request)
    try:
        services.set_contact(
            actor=actor, unit_id=unit_id, name=said["contact_name"], number=said["contact_number"]
        )
        made = services.submit_list(
            actor=actor, unit_id=unit_id, plan_kind=PlanKind(said["plan_kind"]), plan_note=said["plan_note"]
        )
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        return saying(error), error.status, 0
    messages.success(request, _("Đã nộp danh sách số %(number)s.") % {"number": made.number})
    return "", 200, made.number
