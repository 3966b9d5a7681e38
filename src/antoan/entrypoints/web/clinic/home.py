"""The doors of a clinic, as far as one's rights go."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from antoan.domains.laboratory.permissions import COLLECT, RESULT
from antoan.domains.reception.permissions import WORK as RECEIVE
from antoan.domains.records.permissions import WRITE
from antoan.domains.vaccination.permissions import IMPORT, MANAGE, SETTLE, WORK
from antoan.entrypoints.web.shared.acting import actor_of


@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show the doors of whoever signed in."""
    actor = actor_of(request)
    context = {
        "may_receive": bool(actor.grants_of(RECEIVE)),
        "may_collect": bool(actor.grants_of(COLLECT)),
        "may_answer": bool(actor.grants_of(RESULT)),
        "may_vaccinate": bool(actor.grants_of(WORK) or actor.grants_of(MANAGE)),
        "may_import": bool(actor.grants_of(IMPORT)),
        "may_settle_city": bool(actor.grants_of(SETTLE)),
        "may_settle": bool(actor.grants_of(WRITE)),
    }
    return render(request, "clinic/home.html", context)
