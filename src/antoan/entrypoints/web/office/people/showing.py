"""One person: who it is, their codes and cards, and what can be done for them at the desk."""

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.areas.queries import area
from antoan.domains.cards.permissions import PRINT
from antoan.domains.cards.queries import cards_of_person
from antoan.domains.codes.permissions import REVOKE
from antoan.domains.identity.queries.merges import merges_into
from antoan.domains.people.permissions import ASSIST, CHANGE, READ
from antoan.domains.people.queries import identity_of, may_over_person, require_over_person
from antoan.domains.people.values import PersonView
from antoan.domains.records.permissions import READ as READ_RECORDS
from antoan.entrypoints.web.office.people.reach import require_in_area
from antoan.entrypoints.web.office.people.reasons import keep_reason, readable, reason_for
from antoan.entrypoints.web.office.people.words import birth_in_words
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.cards.words import CARDS, LAYOUTS
from antoan.entrypoints.web.shared.identity.words import GENDERS, PAPERS
from antoan.foundation.accounts.actor import Actor
from antoan.kit.phones import national_phone
from antoan.kit.text import mask_head


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def person(request: HttpRequest, resident_id: int) -> HttpResponse:
    """Ask why unless that was said, then show a person; the reason stands in the trail."""
    actor = actor_of(request)
    require_in_area(actor, READ)
    require_over_person(actor, READ, resident_id)
    if request.method == "POST":
        reason = readable(request.POST.get("reason", ""))
        if not reason:
            return render(request, "office/people/why.html", {"is_wrong": True}, status=422)
        keep_reason(request, [resident_id], reason)
        return redirect("desk_person", resident_id)
    reason = reason_for(request, resident_id)
    if not reason:
        return render(request, "office/people/why.html", {"is_wrong": False})
    view = identity_of(actor, resident_id, purpose=reason)
    return render(request, "office/people/person.html", _context(actor, view))


def _context(actor: Actor, view: PersonView) -> dict[str, Any]:
    may_print, may_merge = (may_over_person(actor, right, view.id) for right in (PRINT, CHANGE))
    return {
        "person": view,
        "birth": birth_in_words(view.birth),
        "gender": GENDERS[view.gender],
        "papers": [(PAPERS[paper.kind], mask_head(paper.number)) for paper in view.documents],
        "phones": [national_phone(number) for number in view.phones],
        "ward": area(view.ward_id).name if view.ward_id else "",
        "may_print": may_print,
        "may_assist": may_over_person(actor, ASSIST, view.id),
        "may_read_records": may_print and may_over_person(actor, READ_RECORDS, view.id),
        "may_replace": may_print and may_over_person(actor, REVOKE, view.id),
        "merges": merges_into(actor, view.id) if may_merge else [],
        "cards": [
            {"card": card, "state": CARDS[card.state], "layout": LAYOUTS[card.layout]}
            for card in (cards_of_person(actor, view.id) if may_print else [])
        ],
        "layouts": LAYOUTS.items(),
        "form_id": uuid4(),
    }
