"""Confirming at the desk that a person agrees to be acted for: by the number the guardian was given."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.identity import services
from antoan.domains.identity.permissions import CONFIRM_INVITATION
from antoan.domains.identity.queries.family import asked_at_desk
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.identity.sayings import saying
from antoan.entrypoints.web.shared.identity.words import KINSHIPS
from antoan.kit import clock
from antoan.kit.errors import AntoanError, Forbidden

_NUMBER_CHARACTERS_MAX = 20


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """Ask for the number, show the question, and keep the answer of whoever stands here."""
    actor = actor_of(request)
    if not actor.grants_of(CONFIRM_INVITATION):
        raise Forbidden
    number = request.POST.get("number", "")[:_NUMBER_CHARACTERS_MAX]
    context: dict[str, Any] = {"number": number}
    status = 200
    if request.method == "POST":
        try:
            if request.POST.get("do") == "agree":
                services.confirm_at_desk(actor=actor, number=number)
                messages.success(request, _("Đã ghi: người này đồng ý cho khai báo hộ."))
                return redirect("desk_invitation")
            asked, called = asked_at_desk(actor, number, clock.now())
            context |= {"asked": asked, "called": called, "kinship": KINSHIPS[asked.kinship]}
        except AntoanError as error:
            context["fault"], status = saying(error), 422 if error.status == 404 else error.status
    return render(request, "office/identities/invitation.html", context, status=status)
