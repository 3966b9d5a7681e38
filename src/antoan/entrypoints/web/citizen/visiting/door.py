"""The page behind a place's code for somebody who signed in: who goes in or out, one big button, and what came of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from antoan.domains.places.queries import spots_of_place
from antoan.domains.places.values import VEHICLES, Poster
from antoan.domains.visits import services
from antoan.domains.visits.errors import VisitNotFound
from antoan.domains.visits.own_values import Standing
from antoan.domains.visits.queries import is_full, standings_at, visits_of_check
from antoan.domains.visits.rules import KEPT_DAYS
from antoan.entrypoints.web.citizen.visiting import pressing, words
from antoan.entrypoints.web.citizen.visiting.declaring import undeclared
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.errors import wants_problem
from antoan.entrypoints.web.shared.posters import picture_svg, picture_words
from antoan.entrypoints.web.shared.safety.words import published_levels
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock
from antoan.kit.errors import AntoanError


def page(request: HttpRequest, poster: Poster, *, fault: str = "", status: int = 200) -> HttpResponse:
    """Show who of the family is inside and who may go in."""
    return render(
        request, "citizen/visiting/door.html", _context(request, poster) | {"fault": fault}, status=status
    )


def pressed(request: HttpRequest, poster: Poster) -> HttpResponse:
    """Record what was pressed. A script hears where to go on as JSON, a browser is led there."""
    try:
        address = _recorded(request, poster)
    except AntoanError as error:
        if error.status in {403, 404}:
            raise
        if wants_problem(request):
            return JsonResponse({"fault": words.saying(error)}, status=error.status)
        return page(request, poster, fault=words.saying(error), status=error.status)
    return JsonResponse({"next": address}) if wants_problem(request) else redirect(address)


def _recorded(request: HttpRequest, poster: Poster) -> str:
    actor, now = actor_of(request), clock.now()
    check = pressing.read_check(request.POST, poster.place.id)
    do = services.check_in if pressing.read_direction(request.POST) == pressing.IN else services.check_out
    do(actor=actor, check=check, now=now)
    try:
        visits_of_check(actor, check.id, now)
    except VisitNotFound:
        # All of them were inside by another check: there is nothing new to show.
        messages.info(request, _("Đã ghi từ trước: không cần báo lại."))
        return request.path
    return reverse("my_check", args=[check.id])


def _context(request: HttpRequest, poster: Poster) -> dict[str, Any]:
    actor, place, now = actor_of(request), poster.place, clock.now()
    standings = standings_at(actor, place.id, now)
    spots = spots_of_place(SYSTEM, place.id)
    inside = [one for one in standings if one.stay is not None]
    outside = [one for one in standings if one.stay is None]
    is_alone = len(standings) == 1
    return {
        "poster": poster,
        "place": place,
        "kind": kinds.word(place.kind),
        "picture": picture_svg(poster.check_picture),
        "picture_words": picture_words(poster.check_picture),
        "inside": _rows(inside, now),
        "outside": _rows(outside, now),
        "is_alone": is_alone,
        "is_overdue": any(one.is_overdue(now) for one in inside),
        "is_full": bool(outside) and is_full(place.id, now),
        "spots": spots if len(spots) > 1 else [],
        "has_seats": place.kind in VEHICLES,
        "undeclared": undeclared(outside, place=place, token=_token(request), now=now),
        "safety": published_levels(place.id),
        "own_id": actor.person_id,
        "check_in_id": uuid4(),
        "check_out_id": uuid4(),
        "kept_days": KEPT_DAYS,
        "texts": words.keeping_texts(actor.person_id),
    }


def _token(request: HttpRequest) -> str:
    """Return the token of the code that was scanned: the last part of this page's address."""
    return request.path.rpartition("/")[2]


def _rows(standings: Sequence[Standing], now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "person_id": one.member.person_id,
            "label": one.member.label,
            "kinship": one.member.kinship,
            "stay": one.stay,
            "spot_name": one.spot_name,
            "is_overdue": one.is_overdue(now),
        }
        for one in standings
    ]
