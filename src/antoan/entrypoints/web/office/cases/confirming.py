"""Confirms a case that a health authority knows, of somebody found by their short code."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.cases.permissions import READ
from antoan.domains.codes.permissions import FIND_SPOKEN
from antoan.domains.codes.spoken import find_spoken
from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries import person_by_qid, require_over_person
from antoan.domains.records.errors import InfectionUnproven
from antoan.domains.records.permissions import CONFIRM_CASE
from antoan.domains.records.services import report_infection
from antoan.domains.records.values import AUTHORITY, Origin
from antoan.entrypoints.web.office.cases import words
from antoan.entrypoints.web.office.cases.doing import day_of
from antoan.entrypoints.web.office.correcting.who import shown_person
from antoan.entrypoints.web.office.spoken.finding import SAYINGS as CODE_SAYINGS
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock
from antoan.kit.errors import AntoanError, Forbidden


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """Ask for a short code, and go on to confirm a case or to order isolation."""
    actor = actor_of(request)
    if not actor.grants_of(FIND_SPOKEN) or not actor.grants_of(READ):
        raise Forbidden
    fault, status, typed = "", 200, request.POST.get("code", "")
    if request.method == "POST":
        try:
            person_id = person_by_qid(find_spoken(actor=actor, typed=typed))
            require_over_person(actor, READ, person_id)
            isolates = request.POST.get("do") == "isolate"
            return redirect("desk_isolation_person" if isolates else "desk_case_confirm", person_id)
        except AntoanError as error:
            # Out of reach and nobody are the same to whoever types.
            code = PersonNotFound.code if isinstance(error, Forbidden) else error.code
            if code not in CODE_SAYINGS:
                raise
            fault, status = str(CODE_SAYINGS[code]), 422
    return render(request, "office/cases/find.html", {"fault": fault, "typed": typed}, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, patient_id: int) -> HttpResponse:
    """Confirm a case by the number an authority gave it. A declaration or a self-test is none."""
    actor = actor_of(request)
    require_over_person(actor, CONFIRM_CASE, patient_id)
    sent, fault, status = request.POST, "", 200
    if request.method == "POST":
        day = day_of(sent.get("confirmed_on", ""))
        origin = Origin(f"{AUTHORITY}{sent.get('authority', '').strip()}", sent.get("reference", "").strip())
        try:
            if day is None or not origin.source.removeprefix(AUTHORITY):
                raise InfectionUnproven
            report_infection(actor=actor, person_id=patient_id, confirmed_on=day, origin=origin)
            messages.success(request, _("Đã xác nhận ca mắc."))
            return redirect("desk_cases")
        except AntoanError as error:
            if error.code not in words.SAYINGS:
                raise
            fault, status = str(words.SAYINGS[error.code]), 422
    context = {
        "person": shown_person(actor, patient_id),
        "patient_id": patient_id,
        "sent": sent,
        "today": clock.today(),
        "fault": fault,
    }
    return render(request, "office/cases/confirm.html", context, status=status)
