"""One batch of cards: how far it is, its parts to print, going on, taking it back. The same page for ward and unit."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from antoan.domains.cards import services
from antoan.domains.cards.queries import batch_for, parts_of_batch
from antoan.domains.cards.values import WORKING, BatchState, BatchView
from antoan.domains.printing.services import print_cards
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.cards.words import BATCHES, LAYOUTS, fault_in_words, paper_of, saying
from antoan.entrypoints.web.shared.downloads import download
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def batch(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show a batch, or let one that stopped go on."""
    actor = actor_of(request)
    view = batch_for(actor, batch_id)
    if request.method == "POST":
        try:
            services.go_on(actor=actor, batch_id=batch_id)
        except AntoanError as error:
            messages.error(request, saying(error))
        return redirect("card_batch", batch_id)
    parts = parts_of_batch(actor, batch_id) if view.state is BatchState.READY else []
    return render(request, "shared/cards/batch.html", in_words(view) | {"parts": parts})


@login_required
@require_safe
@never_cache
def progress(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show the progress alone; when the step is over, the whole page is to be seen anew."""
    view = batch_for(actor_of(request), batch_id)
    if view.state not in WORKING:
        return HttpResponseClientRefresh()
    return render(request, "shared/cards/progress.html", in_words(view))


@login_required
@require_POST
def part(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Hand out one part as PDF. Its margins say whose cards they are, who printed them and when."""
    actor, now = actor_of(request), clock.now()
    view, number = batch_for(actor, batch_id), _number(request.POST.get("part", ""))
    try:
        faces = services.take_part(actor=actor, batch_id=batch_id, part=number, at=now)
        margin = _("%(title)s, phần %(part)s · in lúc %(at)s, tài khoản %(who)s") % {
            "title": view.title, "part": number + 1, "at": date_format(clock.local(now), "H:i d/m/Y"), "who": actor.label,
        }  # fmt: skip
        content = print_cards([paper_of(face) for face in faces], at=now, layout=view.layout, margin=margin)
    except AntoanError as error:  # The batch is there: it was found above.
        messages.error(request, saying(error))
        return redirect("card_batch", batch_id)
    return download(content, f"the-an-toan-{number + 1}.pdf", "application/pdf")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def revoke(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Ask first and for a reason, then take the batch back."""
    actor = actor_of(request)
    view, fault, status = batch_for(actor, batch_id), "", 200
    if request.method == "POST":
        try:
            services.revoke_batch(actor=actor, batch_id=batch_id, because=request.POST.get("because", ""))
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            fault, status = saying(error), error.status
        else:
            return redirect("card_batch", batch_id)
    context = in_words(view) | {"fault": fault, "because": request.POST.get("because", "")[:200]}
    return render(request, "shared/cards/revoke.html", context, status=status)


def in_words(view: BatchView) -> dict[str, Any]:
    """Return a batch ready to show."""
    return {
        "batch": view,
        "state": BATCHES[view.state],
        "layout": LAYOUTS[view.layout],
        "is_working": view.state in WORKING,
        "is_ready": view.state is BatchState.READY,
        "is_stopped": view.state is BatchState.STOPPED,
        "can_revoke": view.state in {BatchState.MAKING, BatchState.READY, BatchState.STOPPED},
        "stopped_because": fault_in_words(view.fault) if view.fault else "",
    }


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 10**6
