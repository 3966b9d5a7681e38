"""Sign-in by phone: the number, then the code that was sent to it."""

import math
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from antoan.domains.identity import services
from antoan.domains.identity.errors import CheckGone, CodeSpent
from antoan.domains.identity.queries import check_for, on_phone, verified_phone
from antoan.domains.identity.values import Question
from antoan.entrypoints.web.citizen.identity import session
from antoan.entrypoints.web.citizen.identity.forms import PhoneForm
from antoan.entrypoints.web.shared.identity.phone_forms import CodeForm
from antoan.entrypoints.web.shared.identity.sayings import saying
from antoan.foundation.accounts.addresses import client_address
from antoan.kit import clock
from antoan.kit.errors import AntoanError
from antoan.kit.phones import national_phone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: HttpRequest) -> HttpResponse:
    """Ask for the number and send a code to it, whoever has it."""
    form = PhoneForm(request.POST or None, initial={"keep": True})
    status, wanted = 200, session.safe_next(request)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                check_id = services.ask_code(
                    number=form.cleaned_data["phone"],
                    address=client_address(request),
                    check_id=session.check_of(request),
                    language=session.reader_language(),
                )
            except AntoanError as error:
                form.add_error("phone", saying(error))
                status = error.status
            else:
                session.begin_check(request, check_id, keep=form.cleaned_data["keep"], next_path=wanted)
                return redirect("phone_code")
    return render(request, "citizen/identity/number.html", {"form": form, "next": wanted}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take the code; whoever is alone on a number proven lately is signed in at once."""
    check_id, form, status = session.check_of(request), CodeForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.enter_code(
                    check_id=check_id, typed=form.cleaned_data["code"], address=client_address(request)
                )
                return _entered(request)
            except (CheckGone, CodeSpent) as error:
                return _again_from_the_start(request, error)
            except AntoanError as error:
                form.add_error("code", saying(error))
                status = error.status
    try:
        context = _waiting(request)
    except CheckGone:
        return redirect("phone")
    return render(request, "citizen/identity/code.html", context | {"form": form}, status=status)


@never_cache
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Send another code."""
    try:
        services.send_again(check_id=session.check_of(request), language=session.reader_language())
        messages.success(request, _("Đã gửi mã mới."))
    except CheckGone as error:
        return _again_from_the_start(request, error)
    except AntoanError as error:
        messages.warning(request, saying(error))
    return redirect("phone_code")


def _entered(request: HttpRequest) -> HttpResponse:
    now, check_id = clock.now(), session.check_of(request)
    people = on_phone(verified_phone(check_id, now), now)
    if not people:
        return redirect("phone_register")
    if len(people) > 1 or people[0].question is not Question.NOTHING:
        return redirect("phone_who")
    try:
        account = services.prove_person(
            check_id=check_id, person_id=people[0].person_id, answer="", address=client_address(request)
        )
    except AntoanError as error:
        return _again_from_the_start(request, error)
    session.sign_in(request, account, now)
    return redirect(session.next_path(request))


def _waiting(request: HttpRequest) -> dict[str, Any]:
    """Return what the page shows while the code is on its way; a proven number has another page."""
    now = clock.now()
    check = check_for(session.check_of(request), now)
    if check.is_verified:
        raise CheckGone
    left = (check.resend_at - now).total_seconds() if check.resend_at else 0
    return {
        "number": national_phone(check.number),
        "may_resend": check.resend_at is not None,
        "resend_seconds": max(0, math.ceil(left)),
    }


def _again_from_the_start(request: HttpRequest, error: AntoanError) -> HttpResponse:
    messages.warning(request, saying(error))
    return redirect("phone")
