"""The plan: how and by when each thing that was found is mended."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.assessment.documents import CriteriaSet
from antoan.domains.assessment.errors import PlanUnreadable
from antoan.domains.assessment.permissions import MAKE
from antoan.domains.assessment.queries.access import own_row
from antoan.domains.assessment.queries.assessments import assessment_for, result_of
from antoan.domains.assessment.queries.plans import steps_of
from antoan.domains.assessment.rules.planning import mendable
from antoan.domains.assessment.services import drop_step, mark_step, plan_step
from antoan.domains.assessment.values import AssessmentView, Outcome
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.safety import words
from antoan.entrypoints.web.shared.safety.sayings import saying
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def plan(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Show the plan, or do what a button says with one of its items."""
    actor = actor_of(request)
    view, criteria = assessment_for(actor, own_row(actor, assessment_id, MAKE).pk)
    if view.is_draft:
        return redirect("unit_assessment", assessment_id)
    fault, status = "", 200
    if request.method == "POST":
        fault = _done(request, actor, assessment_id)
        if not fault:
            return redirect("unit_assessment_plan", assessment_id)
        status = 422
    context = {
        "assessment": view,
        "set": words.set_in_words(criteria),
        "rows": _rows(request, criteria, view),
        "fault": fault,
        "today": clock.today(),
    }
    return render(request, "unit/safety/plan.html", context, status=status)


def _done(request: HttpRequest, actor: Actor, assessment_id: UUID) -> str:
    """Do what the button says; return what is wrong, or ""."""
    action, item = request.POST.get("do", ""), request.POST.get("item", "")
    try:
        if action == "plan":
            said = request.POST.get("words", "")
            due_on = _day(request.POST.get("due_on", ""))
            plan_step(actor=actor, assessment_id=assessment_id, item=item, words=said, due_on=due_on)
            messages.success(request, _("Đã ghi vào kế hoạch."))
        elif action in {"done", "undone"}:
            mark_step(actor=actor, assessment_id=assessment_id, item=item, is_done=action == "done")
        elif action == "drop":
            drop_step(actor=actor, assessment_id=assessment_id, item=item)
            messages.success(request, _("Đã bỏ khỏi kế hoạch."))
        else:
            return str(_("Hãy chọn một việc."))
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        return saying(error)
    return ""


def _rows(request: HttpRequest, criteria: CriteriaSet, view: AssessmentView) -> list[dict[str, Any]]:
    outcome, steps, today = result_of(view, criteria), steps_of(view.id), clock.today()
    assert isinstance(outcome, Outcome)
    titles = {item.key: words.say(item.title) for item in criteria.items}
    sent = request.POST.get("item", "") if request.POST.get("do") == "plan" else ""
    found = []
    for one in mendable(criteria, outcome):
        step = steps.get(one.item)
        row = {
            "item": one.item,
            "title": titles[one.item],
            "is_knock_out": one.is_knock_out,
            "step": step,
            "is_late": step is not None and step.is_late(today),
            "words": step.words if step else "",
            "due_on": step.due_on.isoformat() if step else "",
        }
        if sent == one.item:
            row |= {"words": request.POST.get("words", ""), "due_on": request.POST.get("due_on", "")}
        found.append(row)
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PlanUnreadable from None
