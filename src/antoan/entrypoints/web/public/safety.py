"""How the places of a ward assessed themselves, for everybody: name, word, day, set. No answer and no photo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from antoan.domains.areas.queries import wards_on
from antoan.domains.assessment.queries.published import places_with_levels
from antoan.domains.places.values import PlaceKind
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.safety.words import published_in_words
from antoan.kit import clock

_DIGITS_MAX = 18


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Let a ward be chosen, and show its places a page at a time."""
    today = clock.today()
    wards = sorted(wards_on(today), key=lambda one: one.name)
    ward_id = _number(request.GET.get("ward", ""))
    ward = next((one for one in wards if one.id == ward_id), None)
    context: dict[str, object] = {"wards": wards, "ward": ward}
    if ward is not None:
        places, after = places_with_levels(ward.id, today, after=_number(request.GET.get("after", "")))
        context |= {
            "rows": [
                (one.name, kinds.word(PlaceKind(one.kind)), published_in_words(one.levels)) for one in places
            ],
            "next": f"?ward={ward.id}&after={after}" if after else "",
        }
    return render(request, "public/safety.html", context)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= _DIGITS_MAX else 0
