"""What came of a check: who went in or out, when, with which colour, and what to do about it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.visits.own_values import OwnVisit, scan_id_of
from antoan.domains.visits.queries import family_of, seats_of, visits_of_check
from antoan.entrypoints.web.citizen.visiting import words
from antoan.entrypoints.web.shared import colours
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.languages import in_our_language
from antoan.entrypoints.web.shared.posters import posted_at
from antoan.kit import clock

# The gravest colour decides what the page says first.
_GRAVITY = ("green", "yellow", "unknown", "black", "red")


@login_required
@require_safe
@never_cache
def check(request: HttpRequest, check_id: UUID) -> HttpResponse:
    """Show what became of a check one made."""
    actor, now = actor_of(request), clock.now()
    found = visits_of_check(actor, check_id, now)
    kinship = {member.person_id: member.kinship for member in family_of(actor)}
    first = found[0].visit
    is_out = first.scan_id != scan_id_of(check_id, first.person_id)
    seats = seats_of(one.visit for one in found)
    gravest = max((one.visit.colour for one in found), key=_GRAVITY.index)
    context = {
        "place_name": first.place_name,
        "spot_name": first.spot_name,
        "is_out": is_out,
        "at": first.t_out if is_out else first.t_in,
        "people": [
            _person(one, kinship.get(one.visit.person_id, "")) | {"seat": seats.get(one.visit.scan_id, "")}
            for one in found
        ],
        "gravest": gravest,
        "gravest_word": colours.word(gravest),
        "stopped": ", ".join(one.visit.person_label for one in found if one.visit.colour == gravest),
        "steps": [] if is_out else words.STEPS.get(gravest, []),
        **posted_at(first.place_id),
    }
    return render(request, "citizen/visiting/check.html", context)


def _person(one: OwnVisit, kinship: str) -> dict[str, Any]:
    visit = one.visit
    stayed = (visit.t_out or visit.t_in) - visit.t_in
    return {
        "label": visit.person_label,
        "kinship": kinship,
        "colour": visit.colour,
        "reason": in_our_language(one.reason),
        "advice": in_our_language(one.advice),
        "t_in": visit.t_in,
        "minutes": max(1, round(stayed / timedelta(minutes=1))),
    }
