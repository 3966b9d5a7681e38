"""Registering: one form, a look at it again with what seems odd, and one's code."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.identity import services
from antoan.domains.identity.errors import CheckGone
from antoan.domains.identity.queries import verified_phone
from antoan.domains.identity.services.accounts import account_of
from antoan.entrypoints.web.citizen.identity import session
from antoan.entrypoints.web.citizen.identity.checking import look_again
from antoan.entrypoints.web.shared.identity.forms import PersonForm
from antoan.entrypoints.web.shared.identity.page_data import person_form_data
from antoan.entrypoints.web.shared.identity.sayings import saying
from antoan.entrypoints.web.shared.sent import sent_id
from antoan.foundation.accounts.addresses import client_address
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: HttpRequest) -> HttpResponse:
    """Show the form, the look at it again, or register; whoever is there already is led to their own code."""
    check_id = session.check_of(request)
    try:
        verified_phone(check_id, clock.now())
    except CheckGone:
        return redirect("phone")
    form_id = sent_id(request)
    if request.method != "POST":
        return _form(request, PersonForm(), form_id)
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _form(request, form, form_id, status=422)
    match request.POST.get("step"):
        case "send":
            return _send(request, form, form_id, check_id)
        case "change":
            return _form(request, form, form_id)
    return look_again(request, form, form_id, is_self=True)


def _send(request: HttpRequest, form: PersonForm, form_id: UUID, check_id: UUID | None) -> HttpResponse:
    try:
        outcome = services.register_self(
            check_id=check_id,
            registration_id=form_id,
            person=form.new_person(),
            address=client_address(request),
        )
        account = account_of(outcome.person_id)
    except AntoanError as error:
        return _form(request, form, form_id, fault=saying(error), status=error.status)
    session.sign_in(request, account, clock.now())
    if outcome.is_known:
        messages.info(request, _("Bạn đã có mã từ trước, không cần đăng ký lại. Đây là mã của bạn."))
    else:
        messages.success(request, _("Đã đăng ký. Đây là mã của bạn, dùng được ngay."))
    return redirect("my_code")


def _form(
    request: HttpRequest, form: PersonForm, form_id: UUID, *, fault: str = "", status: int = 200
) -> HttpResponse:
    context = {"form": form, "form_id": form_id, "fault": fault, "data": person_form_data()}
    return render(request, "citizen/identity/register.html", context, status=status)
