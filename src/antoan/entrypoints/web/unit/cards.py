"""A unit has cards made for everybody on its staff list, or for those of a file, in its order."""

from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.cards.permissions import MAKE_BATCH
from antoan.domains.cards.queries import batches_of
from antoan.domains.cards.services import order_batch
from antoan.domains.cards.values import NewBatch, RosterOwner
from antoan.domains.units.queries import scope_of_unit, unit_for
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.cards.batches import in_words
from antoan.entrypoints.web.shared.cards.bringing import bring
from antoan.entrypoints.web.shared.cards.words import LAYOUTS, layout_of, saying
from antoan.entrypoints.web.shared.sent import sent_id
from antoan.foundation.accounts.actor import require
from antoan.kit.errors import AntoanError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def cards(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the batches of a unit, or order one."""
    actor = actor_of(request)
    unit = unit_for(actor, unit_id)
    require(actor, MAKE_BATCH, scope_of_unit(unit_id))
    if request.method == "POST":
        layout = layout_of(request.POST.get("layout", ""))
        try:
            made = order_batch(actor=actor, new=NewBatch(sent_id(request), layout, unit_id=unit_id))
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            messages.error(request, saying(error))
            return redirect("unit_cards", unit_id)
        return redirect("card_batch", made.id)
    context = {
        "unit": unit,
        "form_id": uuid4(),
        "layouts": LAYOUTS.items(),
        "batches": [in_words(batch) for batch in batches_of(actor, unit_id=unit_id)],
    }
    return render(request, "unit/cards.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def lists(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show the lists a unit brought for cards of its workers, or take one."""
    owner = RosterOwner(unit_id=unit_id)
    return bring(request, [owner], owner, {"unit": unit_for(actor_of(request), unit_id)})
