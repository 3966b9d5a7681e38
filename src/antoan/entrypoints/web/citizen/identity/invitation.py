"""The page behind the link in a text message: whether somebody may act for one. Looking at it decides nothing."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.identity import services
from antoan.domains.identity.errors import InvitationGone
from antoan.domains.identity.queries import asked_by
from antoan.entrypoints.web.shared.identity.words import KINSHIPS
from antoan.foundation.accounts.addresses import client_address
from antoan.kit import clock


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, invitation_token: str) -> HttpResponse:
    """Ask whoever holds the link, and take the answer."""
    try:
        asked = asked_by(invitation_token, clock.now())
        if request.method == "POST" and request.POST.get("answer") in {"yes", "no"}:
            agrees = request.POST["answer"] == "yes"
            services.answer_invitation(token=invitation_token, agrees=agrees, address=client_address(request))
            messages.success(request, _said(agrees=agrees))
            return redirect("landing")
    except InvitationGone:
        return render(request, "citizen/identity/invitation_gone.html", status=404)
    context = {"asked": asked, "kinship": KINSHIPS[asked.kinship]}
    return render(request, "citizen/identity/invitation.html", context)


def _said(*, agrees: bool) -> str:
    if agrees:
        return _("Bạn đã đồng ý. Muốn thôi, hãy đăng nhập và mở mục Gia đình, hoặc gọi 1022.")
    return _("Bạn đã từ chối. Người đó không khai báo hộ bạn được.")
