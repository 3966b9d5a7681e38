"""Printing an activation code for whoever stands at the desk with a paper."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.identity import services
from antoan.domains.identity.permissions import PRINT_ACTIVATION
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.identity.forms import PaperForm
from antoan.entrypoints.web.shared.identity.page_data import person_form_data
from antoan.entrypoints.web.shared.identity.sayings import saying
from antoan.kit.errors import AntoanError, Forbidden


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def activation(request: HttpRequest) -> HttpResponse:
    """Ask for the paper and the birth date; show the code once, ready to print."""
    actor = actor_of(request)
    if not actor.grants_of(PRINT_ACTIVATION):
        raise Forbidden
    form, fault, status = PaperForm(request.POST or None), "", 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            fields = form.cleaned_data
            try:
                slip = services.print_activation(actor=actor, paper=fields["number"], birth=fields["birth"])
            except AntoanError as error:
                # Not "not found": the page is there, and says what to look at again.
                fault, status = saying(error), 422 if error.status == 404 else error.status
            else:
                return render(request, "office/identities/slip.html", {"slip": slip})
    context: dict[str, Any] = {"form": form, "fault": fault, "data": person_form_data()}
    return render(request, "office/identities/activation.html", context, status=status)
