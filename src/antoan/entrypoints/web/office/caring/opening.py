"""Who was confirmed and is looked after by nobody yet, and the checked form by which somebody stays at home."""

from collections.abc import Container
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.care import services
from antoan.domains.care.documents import Question, criteria_of, eligibility, questions_of
from antoan.domains.care.errors import CaseNotFound
from antoan.domains.care.permissions import WORK
from antoan.domains.care.queries import care_waiting
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import require_over_person
from antoan.domains.records.queries.bulk import verified_infection
from antoan.domains.records.queries.waiting import order_in_force
from antoan.entrypoints.web.office.caring.sayings import saying
from antoan.entrypoints.web.office.correcting.who import shown_person
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.caring import words
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import AntoanError, Forbidden


@login_required
@never_cache
@require_safe
def waiting(request: HttpRequest) -> HttpResponse:
    """Show confirmed cases and orders of the ward that nobody has decided about."""
    actor = actor_of(request)
    if not actor.grants_of(WORK):
        raise Forbidden
    found = care_waiting(actor, clock.now())
    cases = [(one.record_id, found.labels.get(one.person_id, ""), one.confirmed_on) for one in found.cases]
    orders = [
        (one.record_id, found.labels.get(one.person_id, ""), one.starts_on, one.ends_on)
        for one in found.orders
    ]
    return render(request, "office/care/waiting.html", {"cases": cases, "orders": orders})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, infection_id: int) -> HttpResponse:
    """Ask what the document of the day asks, and take the person in or say why not."""
    actor = actor_of(request)
    found = verified_infection(infection_id)
    if found is None or found.recovery_proof:
        raise CaseNotFound
    _require(actor, found.person_id)
    missing: Any = ()
    fault, failing, status = "", [], 200
    document = eligibility(clock.today())
    if request.method == "POST":
        try:
            opened = services.open_case_care(
                actor=actor, infection_id=infection_id, given=request.POST.dict(), team=request.POST.get("team", "")
            )  # fmt: skip
            messages.success(request, _("Đã nhận theo dõi tại nhà."))
            return redirect("desk_care_one", opened.id)
        except AntoanError as error:
            fault, status = saying(error), error.status
            texts = {key: _in_our_language(one) for key, one in criteria_of(document).items()}
            keys: Any = error.context.get("criteria", ())
            failing = [texts[key] for key in keys]
            missing = error.context.get("missing", ())
    context = {
        "fault": fault,
        "failing": failing,
        "person": shown_person(actor, found.person_id),
        "confirmed_on": found.confirmed_on,
        "basis": document.basis,
        "questions": [_asked(one, request, missing) for one in questions_of(document)],
        "team": request.POST.get("team", ""),
    }
    return render(request, "office/care/case.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def order(request: HttpRequest, order_id: int) -> HttpResponse:
    """Ask whether somebody who stays apart by an order is looked after at home."""
    actor = actor_of(request)
    found = order_in_force(order_id)
    if found is None:
        raise CaseNotFound
    isolation, kind = found
    _require(actor, isolation.person_id)
    fault, status = "", 200
    if request.method == "POST":
        try:
            opened = services.open_order_care(
                actor=actor, order_id=order_id, team=request.POST.get("team", "")
            )
            messages.success(request, _("Đã nhận theo dõi tại nhà."))
            return redirect("desk_care_one", opened.id)
        except AntoanError as error:
            fault, status = saying(error), error.status
    context = {
        "fault": fault,
        "person": shown_person(actor, isolation.person_id),
        "kind": words.KINDS[kind],
        "order": isolation,
        "team": request.POST.get("team", ""),
    }
    return render(request, "office/care/order.html", context, status=status)


def _require(actor: Actor, person_id: int) -> None:
    """Answer for somebody out of reach as for a case that does not exist."""
    try:
        require_over_person(actor, WORK, person_id)
    except (PersonNotFound, Forbidden):
        raise CaseNotFound from None


def _asked(question: Question, request: HttpRequest, missing: Container[str]) -> dict[str, Any]:
    return {
        "is_faulty": question.key in missing,
        "key": question.key,
        "text": question.en if get_language() == "en" else question.vi,
        "is_number": question.is_number,
        "low": question.low,
        "high": question.high,
        "value": request.POST.get(question.key, ""),
    }


def _in_our_language(one: Any) -> str:
    return str(one.en if get_language() == "en" else one.vi)
