"""The form of a unit that registers, and the page of its reference number."""

from typing import Any, Final
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.identity.errors import CheckGone
from antoan.domains.identity.queries import verified_phone
from antoan.domains.units.errors import RegistrationNotFound
from antoan.domains.units.queries import registration_state
from antoan.domains.units.registration_values import RegistrationState, RegistrationStateView
from antoan.domains.units.services import submit_registration
from antoan.entrypoints.web.shared.identity.page_data import person_form_data
from antoan.entrypoints.web.shared.identity.words import last_day
from antoan.entrypoints.web.shared.registering import STATES, body_name
from antoan.entrypoints.web.unit.registering import session
from antoan.entrypoints.web.unit.registering.forms import RegistrationForm
from antoan.entrypoints.web.unit.sayings import saying
from antoan.kit import clock, spoken
from antoan.kit.errors import AntoanError
from antoan.kit.phones import national_phone

_NUMBER_CHARACTERS_MAX: Final = 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest) -> HttpResponse:
    """Ask for the unit; send it once the phone is proven."""
    now = clock.now()
    try:
        phone = verified_phone(session.check_of(request), now)
    except CheckGone:
        return redirect("unit_register")
    form, status, sent = RegistrationForm(request.POST or None), 200, _sent_id(request)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                state = submit_registration(
                    check_id=session.check_of(request), registration=form.registration(sent), at=now
                )
                return redirect(f"{reverse('unit_register_state')}?number={spoken.show(state.number)}")
            except AntoanError as error:
                form.add_error(None, saying(error))
                status = error.status if error.status != 404 else 422
    context = {
        "form": form,
        "form_id": sent,
        "phone": national_phone(phone.number),
        "data": person_form_data(),
    }
    return render(request, "unit/registering/form.html", context, status=status)


@never_cache
@require_safe
def state(request: HttpRequest) -> HttpResponse:
    """Show how far a registration has come to whoever has its number; nothing of whose it is."""
    typed = request.GET.get("number", "")
    # What is longer than any number is no slip of the finger: it is not shown again.
    context: dict[str, Any] = {"typed": typed if len(typed) <= _NUMBER_CHARACTERS_MAX else ""}
    if typed:
        try:
            context |= shown_state(registration_state(typed, clock.now()))
        except RegistrationNotFound as error:
            context["fault"] = saying(error)
    return render(request, "unit/registering/state.html", context, status=422 if "fault" in context else 200)


def shown_state(view: RegistrationStateView) -> dict[str, Any]:
    """Return a state in words."""
    return {
        "view": view,
        "shown": spoken.show(view.number),
        "word": STATES[view.state],
        "body": body_name(view.body),
        "due": last_day(view.due_at),
        "is_waiting": view.state is RegistrationState.WAITING,
        "is_approved": view.state is RegistrationState.APPROVED,
    }


def _sent_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("form", ""))
    except ValueError:
        return uuid4()
