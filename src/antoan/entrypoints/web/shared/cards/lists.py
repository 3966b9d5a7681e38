"""A list that was brought for cards: how far it is, faults by row, the decision, cards in its order, undoing."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from antoan.domains.cards import services
from antoan.domains.cards.permissions import MAKE_BATCH
from antoan.domains.cards.queries import (
    all_faulty_of_roster,
    counts_of_roster,
    preview_of_roster,
    roster_for,
)
from antoan.domains.cards.rosters.columns import COLUMNS
from antoan.domains.cards.values import NewBatch, RosterOwner
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.cards.words import LAYOUTS, layout_of
from antoan.entrypoints.web.shared.cards.words import saying as card_saying
from antoan.entrypoints.web.shared.downloads import XLSX, download
from antoan.entrypoints.web.shared.importing import cells, faulty_table, in_words, told
from antoan.entrypoints.web.shared.sent import sent_id
from antoan.entrypoints.web.shared.working import words
from antoan.entrypoints.web.shared.working.sayings import saying
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.imports.template import template_xlsx
from antoan.foundation.imports.values import WORKING, RunState
from antoan.kit.errors import AntoanError, Forbidden
from antoan.kit.sheets import xlsx_bytes


@login_required
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Give the template: text columns, and how to fill them on a second sheet."""
    if not actor_of(request).grants_of(MAKE_BATCH):
        raise Forbidden
    made = template_xlsx(
        COLUMNS,
        sheet=_("Danh sách"),
        help_sheet=_("Cách điền"),
        help_titles=(_("Cột"), _("Ví dụ"), _("Cách điền")),
    )
    return download(made, "mau-danh-sach-lam-the.xlsx", XLSX)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def roster(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Show one list, or load all its good rows, or none."""
    actor = actor_of(request)
    found = roster_for(actor, roster_id)
    if request.method == "POST":
        act = services.load_roster if request.POST.get("do") == "load" else services.discard_roster
        try:
            act(actor=actor, roster_id=roster_id)
        except AntoanError as error:
            messages.error(request, saying(error))
        return redirect("card_list", roster_id)
    context = _context(actor, roster_id)
    if found.state not in WORKING:
        first, faulty, warned = preview_of_roster(actor, roster_id)
        context |= {
            "first": [cells(row, COLUMNS) for row in first if row.row.cells],
            "faulty": [told(row, COLUMNS) for row in faulty],
            "warned": [told(row, COLUMNS) for row in warned],
        }
    return render(request, "shared/cards/roster.html", context)


@login_required
@require_safe
@never_cache
def progress(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Show the progress alone; when the step is over, the whole page is to be seen anew."""
    found = roster_for(actor_of(request), roster_id)
    if found.state not in WORKING:
        return HttpResponseClientRefresh()
    return render(request, "shared/imports/progress.html", in_words(found, COLUMNS))


@login_required
@require_POST
def order(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Have cards made for everybody on a loaded list, in its order."""
    actor = actor_of(request)
    owner = RosterOwner.of(roster_for(actor, roster_id).owner_id)
    new = NewBatch(
        id=sent_id(request), layout=layout_of(request.POST.get("layout", "")), ward_id=owner.ward_id,
        unit_id=owner.unit_id, roster_id=roster_id,
    )  # fmt: skip
    try:
        made = services.order_batch(actor=actor, new=new)
    except AntoanError as error:
        messages.error(request, card_saying(error))
        return redirect("card_list", roster_id)
    return redirect("card_batch", made.id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def undo(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Ask first, then take back whom a list registered."""
    actor = actor_of(request)
    context = _context(actor, roster_id)
    if request.method != "POST":
        return render(request, "shared/cards/roster_undo.html", context)
    try:
        services.undo_roster(actor=actor, roster_id=roster_id)
    except AntoanError as error:
        messages.error(request, saying(error))
    return redirect("card_list", roster_id)


@login_required
@require_safe
@never_cache
def faulty(request: HttpRequest, roster_id: UUID) -> HttpResponse:
    """Give the faulty rows as a file to mend."""
    header, table = faulty_table(all_faulty_of_roster(actor_of(request), roster_id), COLUMNS)
    return download(xlsx_bytes(header, table, sheet=_("Danh sách")), "dong-can-sua.xlsx", XLSX)


def _context(actor: Actor, roster_id: UUID) -> dict[str, Any]:
    found = roster_for(actor, roster_id)
    listed, fresh, kept = counts_of_roster(actor, roster_id)
    return in_words(found, COLUMNS) | {
        "owner": RosterOwner.of(found.owner_id),
        "listed": words.number(listed),
        "fresh": words.number(fresh),
        "kept": kept and words.number(kept),
        "is_undone": found.state is RunState.UNDONE,
        "layouts": LAYOUTS.items(),
        "form_id": uuid4(),
    }
