"""Signing in with a code that a ward printed, when text messages never come."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.identity import services
from antoan.entrypoints.web.citizen.identity import session
from antoan.entrypoints.web.citizen.identity.forms import ActivationForm
from antoan.entrypoints.web.shared.identity.sayings import saying
from antoan.foundation.accounts.addresses import client_address
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activation(request: HttpRequest) -> HttpResponse:
    """Take a printed code and sign its person in."""
    form, status = ActivationForm(request.POST or None), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                account = services.enter_activation(
                    typed=form.cleaned_data["code"], address=client_address(request)
                )
            except AntoanError as error:
                form.add_error("code", saying(error))
                status = error.status
            else:
                session.sign_in(request, account, clock.now(), keep=form.cleaned_data["keep"])
                return redirect("my_code")
    return render(request, "citizen/identity/activation.html", {"form": form}, status=status)
