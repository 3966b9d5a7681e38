"""Cards for many people of a ward: who, in which form; and the batches before."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.cards.permissions import MAKE_BATCH
from antoan.domains.cards.queries import batches_of, wards_for_batches
from antoan.domains.cards.services import order_batch
from antoan.domains.cards.values import Chosen, NewBatch, RosterOwner
from antoan.domains.people.permissions import REGISTER
from antoan.entrypoints.web.office.people.reach import require_in_area
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.cards.batches import in_words
from antoan.entrypoints.web.shared.cards.bringing import bring
from antoan.entrypoints.web.shared.cards.words import LAYOUTS, fault_in_words, layout_of, saying
from antoan.entrypoints.web.shared.sent import sent_id
from antoan.kit.errors import AntoanError, Forbidden

WARDS_LISTED_MAX = 200  # Of one account; the city has 168 wards.


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def batches(request: HttpRequest) -> HttpResponse:
    """Show the batches of the actor's wards, or order one."""
    actor = actor_of(request)
    require_in_area(actor, MAKE_BATCH)  # Whoever answers for a unit prints on the unit's page.
    fault, status = "", 200
    if request.method == "POST":
        try:
            made = order_batch(actor=actor, new=_ordered(request))
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            fault, status = saying(error), error.status
        except ValueError:
            fault, status = fault_in_words("cards:batch:unclear"), 422
        else:
            return redirect("card_batch", made.id)
    context: dict[str, Any] = {
        "form_id": uuid4(),
        "fault": fault,
        "typed": request.POST,
        "wards": wards_for_batches(actor),
        "layouts": LAYOUTS.items(),
        "batches": [in_words(batch) for batch in batches_of(actor)],
    }
    return render(request, "office/people/cards.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def lists(request: HttpRequest) -> HttpResponse:
    """Show the lists brought for the actor's wards, or take one."""
    actor = actor_of(request)
    require_in_area(actor, MAKE_BATCH)
    require_in_area(actor, REGISTER)
    wards = wards_for_batches(actor)
    asked = request.POST.get("ward", "")
    ward_id = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 10 else None
    owners = [RosterOwner(ward_id=ward.id) for ward in wards[:WARDS_LISTED_MAX]]
    chosen = next((one for one in owners if one.ward_id == ward_id), owners[0] if owners else None)
    if chosen is None:
        raise Forbidden
    return bring(request, owners, chosen, {"wards": wards[:WARDS_LISTED_MAX], "ward_id": chosen.ward_id})


def _ordered(request: HttpRequest) -> NewBatch:
    """Return what the form asks for; ValueError when a number is none."""
    fields = request.POST
    return NewBatch(
        id=sent_id(request),
        layout=layout_of(fields.get("layout", "")),
        ward_id=int(fields.get("ward", "")[:10]),
        chosen=Chosen(
            age_from=_age(fields.get("age_from", "")),
            age_until=_age(fields.get("age_until", "")),
            only_without_code=fields.get("only_without_code") == "yes",
        ),
    )


def _age(text: str) -> int | None:
    return int(text[:4]) if text.strip() else None
