"""One assessment: a draft with its parts and what is missing, then its result."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from antoan.domains.assessment.documents import CriteriaSet
from antoan.domains.assessment.permissions import MAKE
from antoan.domains.assessment.queries.access import own_row
from antoan.domains.assessment.queries.assessments import assessment_for, result_of
from antoan.domains.assessment.queries.photos import photos_of
from antoan.domains.assessment.queries.plans import steps_of
from antoan.domains.assessment.rules.planning import is_mended, is_over
from antoan.domains.assessment.services import discard_draft, submit_assessment
from antoan.domains.assessment.values import AssessmentView, Outcome
from antoan.domains.places.queries import scope_of_place
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.safety import words
from antoan.entrypoints.web.shared.safety.sayings import saying
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@login_required
@require_safe
@never_cache
def assessment(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Show a draft with its parts, or a result with what to mend first."""
    actor = actor_of(request)
    view, criteria = assessment_for(actor, assessment_id)
    context: dict[str, Any] = {
        "assessment": view,
        "set": words.set_in_words(criteria),
        "groups": words.groups_of(criteria, view, _photos(criteria, view)),
        "may_make": actor.may(MAKE, scope_of_place(view.place_id)),
        "photo_url": "unit_assessment_photo",
    }
    if view.is_draft:
        total, answered = len(criteria.items), sum(group["answered"] for group in context["groups"])
        context |= {"total": total, "answered": answered, "is_whole": total == answered}
        return render(request, "unit/safety/draft.html", context)
    return render(request, "unit/safety/result.html", context | _result(criteria, view))


@login_required
@require_POST
def submit(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Submit a draft whose unit says that it stands by it."""
    actor = actor_of(request)
    view, _criteria = assessment_for(actor, own_row(actor, assessment_id, MAKE).pk)
    if view.is_draft and request.POST.get("true") != "yes":
        messages.error(request, _("Hãy đánh dấu “Tôi xác nhận” trước khi gửi."))
        return redirect("unit_assessment", assessment_id)
    try:
        submit_assessment(actor=actor, assessment_id=assessment_id)
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        messages.error(request, saying(error))
    else:
        messages.success(request, _("Đã gửi. Mức an toàn được công bố ở trang của địa điểm."))
    return redirect("unit_assessment", assessment_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def discard(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Ask first, then let a draft be."""
    actor = actor_of(request)
    view, criteria = assessment_for(actor, own_row(actor, assessment_id, MAKE).pk)
    if not view.is_draft:
        return redirect("unit_assessment", assessment_id)
    if request.method == "POST" and request.POST.get("sure") == "yes":
        discard_draft(actor=actor, assessment_id=assessment_id)
        messages.success(request, _("Đã bỏ bản nháp."))
        return redirect("unit_safety", view.place_id)
    context = {"assessment": view, "set": words.set_in_words(criteria)}
    return render(request, "unit/safety/discard.html", context)


def _result(criteria: CriteriaSet, view: AssessmentView) -> dict[str, Any]:
    outcome = result_of(view, criteria)
    assert isinstance(outcome, Outcome)
    steps = steps_of(view.id)
    return {
        "result": words.outcome_in_words(criteria, outcome),
        "last_day": words.last_day(view.expires_on),
        "is_expired": is_over(criteria, view.expires_on, clock.today()),
        "steps": steps,
        "is_mended": is_mended(outcome, steps),
    }


def _photos(criteria: CriteriaSet, view: AssessmentView) -> dict[str, Any]:
    return dict(photos_of(view.id, tuple(item.key for item in criteria.items)))
