"""Posters of a unit's places: one, one for each gate, all of them in parts; and a new code that ends the old one."""

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.places.errors import PlaceCodeMissing
from antoan.domains.places.permissions import ISSUE_CODE
from antoan.domains.places.queries import gates_of_place, place_for, posted_code, scope_of_place
from antoan.domains.places.services import issue_place_code
from antoan.domains.places.values import PlaceView
from antoan.domains.printing.rules import POSTERS_MAX
from antoan.domains.printing.services import print_posters
from antoan.domains.printing.values import Paper, Poster
from antoan.domains.units.queries import places_of_unit, scope_of_unit, unit_for
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.downloads import download
from antoan.entrypoints.web.unit.poster_words import poster_of_code
from antoan.foundation.accounts.actor import Actor, require
from antoan.kit import clock

PART_PLACES: Final = 50  # Of one document: about a second of work.
_EVERY_GATE: Final = "each"
_SESSION: Final = "posters_taken"
_EDITS: Final = ["GET", "HEAD", "POST"]
assert PART_PLACES <= POSTERS_MAX


@login_required
@never_cache
@require_http_methods(_EDITS)
def one(request: HttpRequest, place_id: int) -> HttpResponse:
    """Offer the poster of a place, for the whole of it or for its gates; hand it out."""
    actor, now = actor_of(request), clock.now()
    place = place_for(actor, place_id)
    require(actor, ISSUE_CODE, scope_of_place(place_id))
    gates = gates_of_place(actor, place_id)
    try:
        code = posted_code(actor, place_id, at=now)
    except PlaceCodeMissing:
        code = None
    if request.method == "POST" and code is not None:
        asked = request.POST.get("gate", "")
        names = [gate.name for gate in gates if asked in {_EVERY_GATE, str(gate.id)}][:POSTERS_MAX] or [""]
        posters = [poster_of_code(code, place, gate=name) for name in names]
        content = print_posters(posters, paper=_paper(request), at=now)
        return download(content, f"ma-dia-diem-{place_id}.pdf", "application/pdf")
    return render(request, "unit/poster.html", {"place": place, "gates": gates, "code": code})


@login_required
@never_cache
@require_http_methods(_EDITS)
def reissue(request: HttpRequest, place_id: int) -> HttpResponse:
    """Ask first, then give the place a new code: the old poster is refused from that second on (lesson L15)."""
    actor, now = actor_of(request), clock.now()
    place = place_for(actor, place_id)
    require(actor, ISSUE_CODE, scope_of_place(place_id))
    try:
        code = posted_code(actor, place_id, at=now)
    except PlaceCodeMissing:
        code = None
    if request.method != "POST":
        return render(request, "unit/reissue.html", {"place": place, "code": code})
    issue_place_code(actor=actor, place_id=place_id, at=now)
    messages.success(request, _("Đã cấp mã mới. Hãy in tờ mới, gỡ và hủy tờ cũ."))
    return redirect("unit_poster", place_id)


@login_required
@never_cache
@require_http_methods(_EDITS)
def every(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Offer the posters of all places in parts, and mark those that were taken; hand out one part."""
    actor, now = actor_of(request), clock.now()
    unit = unit_for(actor, unit_id)
    require(actor, ISSUE_CODE, scope_of_unit(unit_id))
    parts = _parts(places_of_unit(actor, unit_id))
    number = _number(request.POST.get("part", ""))
    if request.method == "POST" and number < len(parts):
        content = print_posters(_posters(actor, parts[number], now), paper=_paper(request), at=now)
        _mark(request, unit_id, number)
        return download(content, f"ma-dia-diem-{unit_id}-{number + 1}.pdf", "application/pdf")
    taken = _taken(request, unit_id)
    shown = [
        {
            "number": at,
            "first": part[0].name,
            "last": part[-1].name,
            "count": len(part),
            "is_taken": at in taken,
        }
        for at, part in enumerate(parts)
    ]
    context: dict[str, Any] = {
        "unit": unit,
        "parts": shown,
        "taken": sum(part["is_taken"] for part in shown),
        "total": len(shown),
    }
    return render(request, "unit/posters_all.html", context)


def _posters(actor: Actor, places: list[PlaceView], now: datetime) -> list[Poster]:
    """Return the posters of a part; a place without a code gets one."""
    posters = []
    for place in places:
        try:
            code = posted_code(actor, place.id, at=now)
        except PlaceCodeMissing:
            code = issue_place_code(actor=actor, place_id=place.id, at=now)
        posters.append(poster_of_code(code, place))
    return posters


def _parts(places: list[PlaceView]) -> list[list[PlaceView]]:
    return [places[start : start + PART_PLACES] for start in range(0, len(places), PART_PLACES)]


def _paper(request: HttpRequest) -> Paper:
    return Paper.A3 if request.POST.get("paper") == Paper.A3 else Paper.A4


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 10**6


def _taken(request: HttpRequest, unit_id: int) -> set[int]:
    return set(request.session.get(_SESSION, {}).get(str(unit_id), []))


def _mark(request: HttpRequest, unit_id: int, number: int) -> None:
    held = request.session.get(_SESSION, {})
    request.session[_SESSION] = held | {str(unit_id): sorted(_taken(request, unit_id) | {number})}
