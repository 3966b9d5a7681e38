"""A card for one person: made, replaced after a loss, and handed out as PDF."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from antoan.domains.cards import services
from antoan.domains.cards.permissions import PRINT
from antoan.domains.cards.queries import card_for
from antoan.domains.cards.values import CardState
from antoan.domains.codes.permissions import REVOKE
from antoan.domains.people.queries import require_over_person
from antoan.domains.printing.services import print_cards
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.cards.words import CARDS, LAYOUTS, layout_of, paper_of, saying
from antoan.entrypoints.web.shared.downloads import download
from antoan.entrypoints.web.shared.sent import sent_id
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@login_required
@require_POST
def make(request: HttpRequest, resident_id: int) -> HttpResponse:
    """Make one more card; those before stay good."""
    card_id = sent_id(request)
    try:
        services.make_card(
            actor=actor_of(request), card_id=card_id, person_id=resident_id, layout=layout_of(request.POST.get("layout", ""))
        )  # fmt: skip
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        messages.error(request, saying(error))
        return redirect("desk_person", resident_id)
    return redirect("desk_card", card_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def lost(request: HttpRequest, resident_id: int) -> HttpResponse:
    """Say what a lost card means; then in one act end every code and make a new card."""
    actor, fault, status = actor_of(request), "", 200
    for permission in (PRINT, REVOKE):
        require_over_person(actor, permission, resident_id)
    if request.method == "POST":
        card_id, layout = sent_id(request), layout_of(request.POST.get("layout", ""))
        try:
            services.replace_lost(
                actor=actor, card_id=card_id, person_id=resident_id, layout=layout, because=request.POST.get("because", "")
            )  # fmt: skip
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            fault, status = saying(error), error.status
        else:
            messages.success(request, _("Thẻ cũ đã bị khóa ở mọi cổng. Đây là thẻ mới."))
            return redirect("desk_card", card_id)
    context = {"person_id": resident_id, "fault": fault, "form_id": uuid4(), "layouts": LAYOUTS.items()}
    return render(request, "office/people/lost.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def card(request: HttpRequest, card_id: UUID) -> HttpResponse:
    """Offer a card; hand it out as PDF when asked."""
    actor, now = actor_of(request), clock.now()
    view = card_for(actor, card_id)
    if request.method == "POST":
        try:
            face = services.take_card(actor=actor, card_id=card_id)
            content = print_cards([paper_of(face)], at=now, layout=view.layout, margin=_("Thẻ An Toàn"))
        except AntoanError as error:
            if error.status == 404:
                raise
            messages.error(request, saying(error))
            return redirect("desk_card", card_id)
        return download(content, "the-an-toan.pdf", "application/pdf")
    context = {
        "card": view,
        "state": CARDS[view.state],
        "layout": LAYOUTS[view.layout],
        "is_good": view.state is CardState.GOOD,
    }
    return render(request, "office/people/card.html", context)
