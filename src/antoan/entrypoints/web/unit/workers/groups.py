"""Groups of a unit: shifts, "3 tại chỗ", how often they are tested."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from antoan.domains.workers import services
from antoan.domains.workers.permissions import MANAGE
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.queries.groups import cohort_for, cohorts_of
from antoan.domains.workers.values import CohortView
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.working import words
from antoan.entrypoints.web.shared.working.forms import CohortForm
from antoan.entrypoints.web.shared.working.sayings import saying
from antoan.kit.errors import AntoanError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def groups(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the groups, or add one."""
    actor = actor_of(request)
    unit = unit_with_list(actor, unit_id, MANAGE)
    form, fault, status = CohortForm(request.POST or None), "", 200
    if request.method == "POST":
        fault, status = _saved(request, form, unit_id, None)
        if status == 200:
            return redirect("unit_workers_groups", unit_id)
    found = [_entry(cohort) for cohort in cohorts_of(actor, unit_id)]
    context = {"unit": unit, "groups": found, "form": form, "fault": fault}
    return render(request, "unit/workers/groups.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def group(request: HttpRequest, unit_id: int, cohort_id: int) -> HttpResponse:
    """Change one group."""
    actor = actor_of(request)
    unit, cohort = unit_with_list(actor, unit_id, MANAGE), cohort_for(actor, unit_id, cohort_id)
    form, fault, status = CohortForm.filled_with(cohort), "", 200
    if request.method == "POST":
        form = CohortForm(request.POST)
        fault, status = _saved(request, form, unit_id, cohort_id)
        if status == 200:
            return redirect("unit_workers_groups", unit_id)
    context = {"unit": unit, "group": cohort, "form": form, "fault": fault}
    return render(request, "unit/workers/group.html", context, status=status)


@login_required
@require_POST
def remove(request: HttpRequest, unit_id: int, cohort_id: int) -> HttpResponse:
    """Remove a group nobody is in."""
    try:
        services.remove_cohort(actor=actor_of(request), unit_id=unit_id, cohort_id=cohort_id)
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        messages.error(request, saying(error))
    else:
        messages.success(request, _("Đã bỏ tổ."))
    return redirect("unit_workers_groups", unit_id)


def _saved(request: HttpRequest, form: CohortForm, unit_id: int, cohort_id: int | None) -> tuple[str, int]:
    """Save the form; return what is wrong and the status to answer with, 200 when nothing is."""
    if not form.is_valid():
        return "", 422
    actor, cohort = actor_of(request), form.cohort()
    try:
        if cohort_id is None:
            services.add_cohort(actor=actor, unit_id=unit_id, cohort=cohort)
        else:
            services.change_cohort(actor=actor, unit_id=unit_id, cohort_id=cohort_id, cohort=cohort)
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        return saying(error), error.status
    messages.success(request, _("Đã lưu tổ “%(name)s”.") % {"name": cohort.name})
    return "", 200


def _entry(cohort: CohortView) -> dict[str, Any]:
    return {"group": cohort, "people": words.people(cohort.workers)}
