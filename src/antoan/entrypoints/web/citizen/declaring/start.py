"""Where declaring begins: for whom, with which form, and what was declared lately."""

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.declarations.queries import declarations_about, questionnaires
from antoan.domains.declarations.questionnaires.values import Questionnaire
from antoan.domains.declarations.values import DeclarationView, Standing
from antoan.entrypoints.web.citizen.declaring.places import place_of, token_of
from antoan.entrypoints.web.citizen.declaring.whom import Subject, may_declare, subject_of, subjects
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.declaring import STANDINGS, form_title
from antoan.entrypoints.web.shared.languages import in_our_language
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock

_LATELY: Final = 6


@login_required
@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Show whom one may declare for and the forms; whoever comes from a place's code gets its form at once."""
    actor = actor_of(request)
    if not may_declare(actor):
        return render(request, "citizen/nobody.html")
    subject, place = subject_of(request), place_of(request)
    if place is not None:
        form = questionnaires().for_place(place.kind.value, clock.now())
        return redirect(f"{reverse('declare_form', args=[form.key])}{_query(subject, token_of(request))}")
    known = [] if subject.person_id is None else declarations_about(actor, subject.person_id)
    forms = questionnaires().asked_at(clock.now())
    context = {
        "subject": subject,
        "subjects": [(one, _query(one, ""), one.key == subject.key) for one in subjects(actor)],
        "doors": [_door(form, subject) for form in _last_first(forms, known, actor)],
        "lately": [_line(one) for one in known[:_LATELY]],
        "place_refused": bool(token_of(request)),
        "account": actor.account_id,
    }
    return render(request, "citizen/declaring/start.html", context)


def _last_first(
    forms: list[Questionnaire], known: list[DeclarationView], actor: Actor
) -> list[Questionnaire]:
    """Put the form used last in front: most people always need the same one."""
    used = next((one.questionnaire for one in known if one.is_by_person or actor.person_id is None), "")
    return sorted(forms, key=lambda form: form.key != used)


def _door(form: Questionnaire, subject: Subject) -> dict[str, Any]:
    return {
        "address": f"{reverse('declare_form', args=[form.key])}{_query(subject, '')}",
        "icon": f"#{form.icon}",
        "name": in_our_language(form.title),
        "text": in_our_language(form.purpose),
    }


def _line(view: DeclarationView) -> dict[str, Any]:
    return {
        "id": view.id,
        "title": form_title(view),
        "at": view.declared_at,
        "standing": STANDINGS[view.standing],
        "is_risky": view.is_risky and not view.is_annulled,
        "needs_answer": view.standing is Standing.WAITS and not view.is_by_person,
    }


def _query(subject: Subject, place: str) -> str:
    fields = {name: value for name, value in (("for", subject.key), ("place", place)) if value}
    return f"?{urlencode(fields)}" if fields else ""
