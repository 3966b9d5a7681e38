"""One part of a draft: its questions, and photos that show what was answered. Whatever was filled in is kept."""

import hashlib
from typing import Any
from uuid import UUID, uuid5

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.assessment.documents import CriteriaSet, Group
from antoan.domains.assessment.permissions import MAKE
from antoan.domains.assessment.queries.access import own_row
from antoan.domains.assessment.queries.assessments import assessment_for
from antoan.domains.assessment.queries.photos import photos_of
from antoan.domains.assessment.services import add_photo, remove_photo, save_answers
from antoan.domains.assessment.values import AnswerView
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.safety import words
from antoan.entrypoints.web.shared.safety.sayings import saying
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.files.limits import FILES_PER_OWNER_MAX
from antoan.kit.errors import AntoanError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def group(request: HttpRequest, assessment_id: UUID, group: str) -> HttpResponse:
    """Show the questions of a part, or keep what was answered and go on to the next."""
    actor = actor_of(request)
    view, criteria = assessment_for(actor, own_row(actor, assessment_id, MAKE).pk)
    if not view.is_draft:
        return redirect("unit_assessment", assessment_id)
    asked = next((one for one in criteria.groups if one.key == group), None)
    if asked is None:
        raise Http404
    fault = _kept(request, actor, assessment_id, asked) if request.method == "POST" else ""
    if request.method == "POST" and not fault:
        return _next(request, criteria, asked, assessment_id)
    view, _criteria = assessment_for(actor, assessment_id)
    photos = photos_of(assessment_id, tuple(item.key for item in asked.items))
    shown = next(one for one in words.groups_of(criteria, view, photos) if one["key"] == group)
    if fault:
        _say_again(request, shown)
    context = {
        "assessment": view,
        "set": words.set_in_words(criteria),
        "group": shown,
        "number": criteria.groups.index(asked) + 1,
        "groups_count": len(criteria.groups),
        "fault": fault,
        "photo_url": "unit_assessment_photo",
        "photos_max": FILES_PER_OWNER_MAX,
    }
    return render(request, "unit/safety/group.html", context, status=422 if fault else 200)


def _kept(request: HttpRequest, actor: Actor, assessment_id: UUID, asked: Group) -> str:
    """Keep answers and photos; return what is wrong with the first that cannot be kept, or ""."""
    answers = {
        item.key: AnswerView(
            item.key, request.POST.get(f"a-{item.key}", "").strip(), request.POST.get(f"n-{item.key}", "")
        )
        for item in asked.items
    }
    try:
        save_answers(actor=actor, assessment_id=assessment_id, answers=answers)
        _remove(request, actor, assessment_id, asked)
        for item in asked.items:
            for file in request.FILES.getlist(f"p-{item.key}")[: FILES_PER_OWNER_MAX + 1]:
                raw = file.read()
                # Sent twice with one item it is one photo: its id follows from its content.
                file_id = uuid5(assessment_id, f"{item.key}:{hashlib.sha256(raw).hexdigest()}")
                add_photo(actor=actor, assessment_id=assessment_id, item=item.key, file_id=file_id, raw=raw)
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        return saying(error)
    return ""


def _remove(request: HttpRequest, actor: Actor, assessment_id: UUID, asked: Group) -> None:
    item, _colon, file_id = request.POST.get("remove", "").partition(":")
    if not item:
        return
    try:
        wanted = UUID(file_id)
    except ValueError:
        return
    if item in {one.key for one in asked.items}:
        remove_photo(actor=actor, assessment_id=assessment_id, item=item, file_id=wanted)


def _next(request: HttpRequest, criteria: CriteriaSet, asked: Group, assessment_id: UUID) -> HttpResponse:
    if request.POST.get("remove") or request.POST.get("stay"):
        return redirect("unit_assessment_group", assessment_id, asked.key)
    later = criteria.groups[criteria.groups.index(asked) + 1 :]
    if later:
        return redirect("unit_assessment_group", assessment_id, later[0].key)
    messages.success(request, _("Đã lưu."))
    return redirect("unit_assessment", assessment_id)


def _say_again(request: HttpRequest, shown: dict[str, Any]) -> None:
    """Show what was filled in, not what is kept, when it could not be kept."""
    for row in shown["rows"]:
        row["value"] = request.POST.get(f"a-{row['key']}", "")
        row["note"] = request.POST.get(f"n-{row['key']}", "")
