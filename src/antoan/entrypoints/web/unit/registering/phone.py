"""The phone of whoever registers a unit, proven by the code that is sent to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from antoan.domains.identity import services
from antoan.domains.identity.errors import CheckGone, CodeSpent
from antoan.domains.identity.queries import check_for
from antoan.domains.messaging.values import Language
from antoan.entrypoints.web.shared.identity.phone_forms import CodeForm, NumberForm
from antoan.entrypoints.web.unit.registering import session
from antoan.entrypoints.web.unit.sayings import saying
from antoan.foundation.accounts.addresses import client_address
from antoan.kit import clock
from antoan.kit.errors import AntoanError
from antoan.kit.phones import national_phone


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def number(request: HttpRequest) -> HttpResponse:
    """Say what is needed, and send a code to the number."""
    form, status = NumberForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                check_id = services.ask_code(
                    number=form.cleaned_data["phone"],
                    address=client_address(request),
                    check_id=session.check_of(request),
                    language=_language(),
                )
            except AntoanError as error:
                form.add_error("phone", saying(error))
                status = error.status
            else:
                session.begin(request, check_id)
                return redirect("unit_register_code")
    return render(request, "unit/registering/number.html", {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Take the code and go on to the form."""
    check_id, form, status = session.check_of(request), CodeForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.enter_code(
                    check_id=check_id, typed=form.cleaned_data["code"], address=client_address(request)
                )
                return redirect("unit_register_form")
            except (CheckGone, CodeSpent) as error:
                return _from_the_start(request, error)
            except AntoanError as error:
                form.add_error("code", saying(error))
                status = error.status
    try:
        check = check_for(check_id, clock.now())
    except CheckGone:
        return redirect("unit_register")
    if check.is_verified:
        return redirect("unit_register_form")
    context = {
        "form": form,
        "number": national_phone(check.number),
        "may_resend": check.resend_at is not None,
    }
    return render(request, "unit/registering/code.html", context, status=status)


@never_cache
@require_POST
def again(request: HttpRequest) -> HttpResponse:
    """Send another code."""
    try:
        services.send_again(check_id=session.check_of(request), language=_language())
        messages.success(request, _("Đã gửi mã mới."))
    except CheckGone as error:
        return _from_the_start(request, error)
    except AntoanError as error:
        messages.warning(request, saying(error))
    return redirect("unit_register_code")


def _language() -> Language:
    return Language.ENGLISH if get_language() == "en" else Language.VIETNAMESE


def _from_the_start(request: HttpRequest, error: AntoanError) -> HttpResponse:
    messages.warning(request, saying(error))
    return redirect("unit_register")
