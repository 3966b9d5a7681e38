"""One registration beside those it may be of, what agrees, and the decision."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.areas.queries import area
from antoan.domains.identity import services
from antoan.domains.identity.queries import case_for
from antoan.domains.identity.values import UNDECIDED, CaseView, Resembling
from antoan.domains.people.matching import BirthLikeness
from antoan.domains.people.names import NameLikeness
from antoan.domains.people.values import PersonView
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.identity.sayings import saying
from antoan.entrypoints.web.shared.identity.words import (
    BIRTHS,
    CASES,
    CONFIDENCES,
    GENDERS,
    NAMES,
    PAPERS,
    last_day,
)
from antoan.foundation.accounts.actor import Actor
from antoan.kit import spoken
from antoan.kit.errors import AntoanError
from antoan.kit.text import mask_head

_SAME_PREFIX = "same:"


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, case_number: str) -> HttpResponse:
    """Show a case, ask once more before two entries become one, or do what a button says."""
    actor = actor_of(request)
    view = case_for(actor, case_number)
    action, saw_paper = request.POST.get("do", ""), request.POST.get("saw_paper") == "yes"
    if request.method != "POST":
        return _page(request, view)
    if action.startswith(_SAME_PREFIX) and saw_paper and request.POST.get("sure") != "yes":
        return _page(request, view, sure_about=_number(action))
    try:
        _do(actor, view.number, action, saw_paper=saw_paper, fields=request.POST)
    except AntoanError as error:
        if error.status == 404:
            raise
        return _page(request, view, fault=saying(error), status=error.status)
    messages.success(request, _("Đã ghi. Người dân được báo bằng tin nhắn."))
    return redirect("desk_identities")


def _do(actor: Actor, number: str, action: str, *, saw_paper: bool, fields: QueryDict) -> None:
    if action.startswith(_SAME_PREFIX):
        services.decide_same(actor=actor, number=number, person_id=_number(action) or 0, saw_paper=saw_paper)
    elif action == "different":
        gets_papers = fields.get("gets_papers") == "yes"
        services.decide_different(actor=actor, number=number, gets_papers=gets_papers, saw_paper=saw_paper)
    else:
        services.ask_for_paper(actor=actor, number=number)


def _page(
    request: HttpRequest, view: CaseView, *, fault: str = "", status: int = 200, sure_about: int | None = None
) -> HttpResponse:
    context = {
        "case": view,
        "shown": spoken.show(view.number),
        "state": CASES[view.state],
        "confidence": CONFIDENCES[view.confidence],
        "due": last_day(view.due_at),
        "is_open": view.state in UNDECIDED,
        "ours": _described(view.person),
        "others": [_compared(view.person, one) for one in view.resembling],
        "fault": fault,
        "sure_about": sure_about,
    }
    return render(request, "office/identities/case.html", context, status=status)


def _described(person: PersonView) -> dict[str, Any]:
    birth = person.birth
    return {
        "name": person.full_name,
        "birth": f"{birth.on:%d/%m/%Y}" if birth.is_day_known else str(birth.on.year),
        "gender": GENDERS[person.gender],
        "papers": [(PAPERS[paper.kind], mask_head(paper.number)) for paper in person.documents],
        "ward": area(person.ward_id).name if person.ward_id else "",
    }


def _compared(ours: PersonView, one: Resembling) -> dict[str, Any]:
    """Return a description with a word for each line: how it agrees."""
    match, theirs = one.match, one.person
    return _described(theirs) | {
        "id": theirs.id,
        "agrees": {
            "name": (NAMES[match.name], match.name is not NameLikeness.DIFFERENT),
            "birth": (BIRTHS[match.birth], match.birth is not BirthLikeness.DIFFERENT),
            "gender": (_("khác") if match.other_gender else _("không trái"), not match.other_gender),
            "paper": _paper_agrees(one),
            "ward": (
                _("cùng nơi") if ours.ward_id == theirs.ward_id else _("khác nơi"),
                ours.ward_id == theirs.ward_id,
            ),
        },
    }


def _paper_agrees(one: Resembling) -> tuple[str, bool]:
    if one.match.same_document:
        return _("cùng số"), True
    return (_("khác số"), False) if one.match.other_document else (_("không so được"), True)


def _number(action: str) -> int | None:
    text = action.removeprefix(_SAME_PREFIX)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else None
