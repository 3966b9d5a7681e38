"""The desk at the door of a session: a scan gives a number, and says when a dose today would not be right."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.vaccination import services
from antoan.domains.vaccination.queries import session_for, waiting_at
from antoan.entrypoints.web.clinic.sayings import concerns_in_words, saying
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit.errors import AntoanError


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def arrivals(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Take in whoever shows a code."""
    actor = actor_of(request)
    arrived, fault = None, ""
    if request.method == "POST":
        try:
            arrived = services.check_in(actor=actor, session_id=session_id, code=request.POST.get("code", ""))
        except AntoanError as error:
            fault = saying(error)
    context = {
        "session": session_for(actor, session_id),
        "arrived": arrived,
        "concerns": concerns_in_words(arrived.concerns) if arrived else "",
        "waiting": waiting_at(actor, session_id),
        "fault": fault,
    }
    return render(request, "clinic/vaccinating/arrivals.html", context, status=422 if fault else 200)
