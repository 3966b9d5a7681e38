"""The chain of a case, drawn: through whom each contact was exposed."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.tracing.queries.cases import case_for
from antoan.domains.tracing.queries.contacts import chain_of
from antoan.entrypoints.web.office.tracing.drawing import BOX_HEIGHT, BOX_WIDTH, drawn
from antoan.entrypoints.web.office.tracing.frame import around
from antoan.entrypoints.web.shared.acting import actor_of


@login_required
@never_cache
@require_safe
def chain(request: HttpRequest, tracing_number: str) -> HttpResponse:
    """Draw the chain, and say the same as a table."""
    actor = actor_of(request)
    case = case_for(actor, tracing_number)
    contacts = chain_of(actor, case.number)
    context = around(actor, case, "chain") | {
        "contacts": contacts,
        "drawing": drawn(case.person_id, case.label, contacts),
        "box_width": BOX_WIDTH,
        "box_height": BOX_HEIGHT,
        "left_out": max(case.found - len(contacts), 0),
    }
    return render(request, "office/tracing/chain.html", context)
