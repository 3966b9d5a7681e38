"""The form: fill in, look again, send. Works without JavaScript; with it, without a network too.

Every step sends on what was answered before; nothing is kept between steps. The declaration's id is made
with the form, so that sending twice is declaring once.
"""

from typing import Any, Final
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.declarations.errors import AnswersWrong
from antoan.domains.declarations.queries import saved_answers
from antoan.domains.declarations.questionnaires.answers import read_answers
from antoan.domains.declarations.questionnaires.risk import Assessment
from antoan.domains.declarations.questionnaires.values import Questionnaire
from antoan.domains.declarations.services import declare, declare_by_code
from antoan.domains.declarations.values import NewDeclaration
from antoan.entrypoints.web.citizen.declaring.fields import faults_in, fields_of, given_in
from antoan.entrypoints.web.citizen.declaring.filled import Filling, check_code, filling_of, moment_in
from antoan.entrypoints.web.citizen.declaring.page_data import page_data
from antoan.entrypoints.web.citizen.declaring.places import token_of
from antoan.entrypoints.web.citizen.declaring.sayings import saying
from antoan.entrypoints.web.citizen.declaring.whom import Subject, may_declare, subjects
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.authorship import authorship_of
from antoan.entrypoints.web.shared.declaring import answered
from antoan.entrypoints.web.shared.errors import wants_problem
from antoan.entrypoints.web.shared.languages import in_our_language
from antoan.kit import clock
from antoan.kit.errors import AntoanError

_NOT_AGAIN: Final = frozenset({"csrfmiddlewaretoken", "step"})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, form: str) -> HttpResponse:
    """Show the form, take what was answered, or send it."""
    if not may_declare(actor_of(request)):
        return render(request, "citizen/nobody.html")
    filling = filling_of(request, form)
    if request.method != "POST":
        return _form(request, filling, _saved(request, filling))
    given = given_in(request.POST)
    if request.POST.get("step") == "change":
        return _form(request, filling, given, is_fresh=False)
    try:
        check_code(filling)
        answers = read_answers(filling.form, given, today=clock.today())
        if request.POST.get("step") != "send":
            return _review(request, filling, answered(filling.form, answers.all))
        return _sent(request, filling)
    except AnswersWrong as error:
        faults: dict[str, str] = error.context["faults"]  # type: ignore[assignment]
        return _refused(request, filling, given, faults=faults)
    except AntoanError as error:
        if error.status in {403, 404} and error.code == "people:person:not_found":
            raise
        return _refused(request, filling, given, fault=saying(error), status=error.status)


def _saved(request: HttpRequest, filling: Filling) -> dict[str, Any]:
    """Return with what the form begins: what was answered last time, but for signs of an illness."""
    if filling.subject.person_id is None:
        return {}
    return saved_answers(actor_of(request), filling.subject.person_id, filling.form, clock.now())


def _form(
    request: HttpRequest,
    filling: Filling,
    given: dict[str, Any],
    *,
    faults: dict[str, str] | None = None,
    fault: str = "",
    is_fresh: bool = True,
    status: int = 200,
) -> HttpResponse:
    today = clock.today()
    fields = fields_of(filling.form, given, today=today, faults=faults, is_fresh=is_fresh)
    context = _common(request, filling) | {
        "fields": fields,
        "faults": faults_in(fields),
        "fault": fault,
        "subjects": [
            (one, f"?{urlencode(_query(one, request))}", one.key == filling.subject.key)
            for one in subjects(actor_of(request))
        ],
        "data": page_data(filling.form, account=actor_of(request).account_id),
    }
    return render(request, "citizen/declaring/form.html", context, status=status)


def _refused(
    request: HttpRequest,
    filling: Filling,
    given: dict[str, str],
    *,
    faults: dict[str, str] | None = None,
    fault: str = "",
    status: int = 422,
) -> HttpResponse:
    if wants_problem(request):
        body = {"status": status, "faults": faults or {}, "detail": fault}
        return JsonResponse(body, status=status)
    return _form(request, filling, dict(given), faults=faults, fault=fault, is_fresh=False, status=status)


def _review(request: HttpRequest, filling: Filling, lines: list[tuple[str, str]]) -> HttpResponse:
    passed_on = [(name, value) for name, value in request.POST.items() if name not in _NOT_AGAIN]
    context = _common(request, filling) | {"lines": lines, "passed_on": passed_on}
    return render(request, "citizen/declaring/review.html", context)


def _sent(request: HttpRequest, filling: Filling) -> HttpResponse:
    declaration = NewDeclaration(
        id=filling.declaration_id,
        person_id=filling.subject.person_id or 0,
        declared_at=moment_in(request.POST),
        questionnaire=filling.form.key,
        version=filling.form.version,
        answers=given_in(request.POST),
        author=authorship_of(request),
        place_id=filling.place.id if filling.place else None,
    )
    actor = actor_of(request)
    if filling.subject.person_id is None:
        assessment = declare_by_code(actor=actor, code=filling.code, declaration=declaration)
        address = _passed_on_address(filling.form, assessment)
    else:
        address = reverse("declaration", args=[declare(actor=actor, declaration=declaration).id])
    return JsonResponse({"address": address}) if wants_problem(request) else redirect(address)


def _passed_on_address(form: Questionnaire, assessment: Assessment) -> str:
    """Return the page that is the same for everybody: it knows what was answered, not for whom."""
    risks = ",".join(risk.rule for risk in assessment.risks)
    query = urlencode({"form": form.key, "version": form.version, "risks": risks})
    return f"{reverse('declare_passed_on')}?{query}"


def _common(request: HttpRequest, filling: Filling) -> dict[str, Any]:
    form = filling.form
    return {
        "form_key": form.key,
        "version": form.version,
        "title": in_our_language(form.title),
        "purpose": in_our_language(form.purpose),
        "icon": f"#{form.icon}",
        "warning": in_our_language(form.warning),
        "consent": in_our_language(form.consent),
        "subject": filling.subject,
        "place": filling.place,
        "place_token": token_of(request) if filling.place else "",
        "declaration_id": filling.declaration_id,
        "code": filling.code,
    }


def _query(subject: Subject, request: HttpRequest) -> dict[str, str]:
    fields = {"for": subject.key, "place": token_of(request)}
    return {name: value for name, value in fields.items() if value}
