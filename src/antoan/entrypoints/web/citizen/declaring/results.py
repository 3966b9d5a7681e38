"""What a declaration means: the risk and its question, the colour, for how long it is good, and who calls by when."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from antoan.domains.areas.queries import area
from antoan.domains.declarations import services
from antoan.domains.declarations.errors import DeclarationNotFound, NoSuchQuestionnaire
from antoan.domains.declarations.queries import declaration_for, questionnaires
from antoan.domains.declarations.questionnaires.risk import Assessment, assess
from antoan.domains.declarations.questionnaires.values import Questionnaire
from antoan.domains.declarations.validity import valid_until, validity_at
from antoan.domains.declarations.values import DeclarationView, Standing
from antoan.domains.monitoring.queries import task_about
from antoan.domains.monitoring.values import TaskView
from antoan.domains.passes.errors import NoPolicyInForce, PassNotFound
from antoan.domains.passes.queries import verdict_of
from antoan.domains.passes.queries.persons import policy_at_home
from antoan.domains.people.queries import answers_for
from antoan.domains.places.queries import kind_and_name
from antoan.domains.policy.documents import PolicyDocument
from antoan.entrypoints.web.citizen.declaring.trips import trip_of
from antoan.entrypoints.web.citizen.declaring.whom import may_declare
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.declaring import (
    CHANNELS,
    STANDINGS,
    VERIFICATIONS,
    answered,
    form_of,
    form_title,
)
from antoan.entrypoints.web.shared.languages import in_our_language
from antoan.entrypoints.web.shared.posters import posted_at
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock


@login_required
@never_cache
@require_safe
def declaration(request: HttpRequest, declaration_id: UUID) -> HttpResponse:
    """Show a declaration about oneself or a dependant; offices have a desk."""
    actor = actor_of(request)
    view = _own(actor, declaration_id)
    form, policy = form_of(view), _policy(view.person_id)
    place_kind, place_name = kind_and_name(view.place_id) if view.place_id else ("", "")
    until = valid_until(view.declared_at, validity_at(place_kind, policy))
    task = task_about(actor, view.person_id, str(view.id))
    context = {
        "account": actor.account_id,
        "said": view,
        "title": form_title(view),
        "place_name": place_name,
        **posted_at(view.place_id),
        "standing": STANDINGS[view.standing],
        "channel": CHANNELS[view.channel],
        "verified_by": VERIFICATIONS[view.verified_by],
        "waits_for_you": view.standing is Standing.WAITS,
        "is_doubted": view.standing is Standing.DOUBTED,
        "lines": answered(form, view.answers) if form else [],
        "until": until,
        "until_iso": until.isoformat(),
        "is_valid": view.standing is Standing.COUNTS and clock.now() < until,
        "trip": trip_of(request, view, form) if form and view.trip_code and not view.is_annulled else None,
        "query": "" if view.person_id == actor.person_id else f"?for={view.person_id}",
        **_meaning(form, assess(form, view.answers) if form else None),
        **_colour(actor, view.person_id),
        **_task(task),
    }
    return render(request, "citizen/declaring/result.html", context)


@login_required
@require_POST
def answer(request: HttpRequest, declaration_id: UUID) -> HttpResponse:
    """Agree to what somebody else declared, or contest it."""
    actor = actor_of(request)
    view = _own(actor, declaration_id)
    if request.POST.get("do") == "true":
        services.confirm_declaration(actor=actor, declaration_id=view.id)
        messages.success(request, _("Cảm ơn. Tờ khai này từ nay được tính."))
    else:
        services.annul_declaration(actor=actor, declaration_id=view.id)
        messages.success(request, _("Đã hủy tờ khai này. Nó không còn được tính."))
    return redirect("declaration", view.id)


@login_required
@never_cache
@require_safe
def passed_on(request: HttpRequest) -> HttpResponse:
    """Say what follows after declaring for somebody else: the same page, whoever that is."""
    if not may_declare(actor_of(request)):
        return render(request, "citizen/nobody.html")
    key, version = request.GET.get("form", ""), request.GET.get("version", "")
    try:
        form = questionnaires().find(key, version)
    except NoSuchQuestionnaire:
        return redirect("declare")
    told = set(request.GET.get("risks", "").split(","))
    risks = [rule for rule in form.risks if rule.id in told]
    context = {
        "account": actor_of(request).account_id,
        "is_risky": bool(risks),
        "reasons": [{"text": in_our_language(rule.text)} for rule in risks],
        "meaning": in_our_language(risks[0].text if risks else form.clear_text),
        "advice": in_our_language(risks[0].advice if risks else form.clear_advice),
    }
    return render(request, "citizen/declaring/passed_on.html", context)


def _own(actor: Actor, declaration_id: UUID) -> DeclarationView:
    view = declaration_for(actor, declaration_id)
    if not answers_for(actor, view.person_id):
        raise DeclarationNotFound
    return view


def _meaning(form: Questionnaire | None, assessment: Assessment | None) -> dict[str, Any]:
    """Say what the answers mean, each risk with the question that made it one."""
    if form is None or assessment is None:
        return {"is_risky": False, "reasons": [], "meaning": "", "advice": ""}
    texts = {item.link_id: in_our_language(item.text) for item in form.asked()}
    return {
        "is_risky": assessment.is_risky,
        "reasons": [
            {"text": in_our_language(risk.text), "questions": [texts[name] for name in risk.questions]}
            for risk in assessment.risks
        ],
        "meaning": in_our_language(assessment.text),
        "advice": in_our_language(assessment.advice),
    }


def _colour(actor: Actor, person_id: int) -> dict[str, Any]:
    try:
        verdict = verdict_of(actor, person_id, clock.now())
    except (PassNotFound, NoPolicyInForce):
        return {"colour": "unknown", "reason": ""}
    return {"colour": verdict.colour.value, "reason": in_our_language(verdict.holder_reason)}


def _policy(person_id: int) -> PolicyDocument | None:
    try:
        return policy_at_home(person_id, clock.now())
    except NoPolicyInForce:
        return None


def _task(task: TaskView | None) -> dict[str, Any]:
    if task is None:
        return {"task": None}
    return {
        "task": task,
        "task_ward": area(task.ward_id).name if task.ward_id is not None else "",
        "is_today": clock.local_date(task.due_at) == clock.today(),
    }
