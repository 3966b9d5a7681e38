"""A place rests for a while: whoever says so is not asked why nobody is scanned there."""

from datetime import date
from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from antoan.domains.gates.errors import RestTooLong, SilenceNotFound
from antoan.domains.gates.services.silence import say_resting
from antoan.domains.places.queries import place_for
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock

_DIGITS_MAX: Final = 9


@login_required
@require_POST
def resting(request: HttpRequest, place_id: int) -> HttpResponse:
    """Keep until when a place rests."""
    actor = actor_of(request)
    place = place_for(actor, place_id)
    try:
        say_resting(
            actor=actor, place_id=place_id, until=_day(request.POST.get("until", "")), now=clock.now()
        )
    except RestTooLong:
        messages.error(request, _("Hãy chọn ngày mở lại, trong vòng 90 ngày tới."))
    except SilenceNotFound:
        messages.success(request, _("Nơi này không còn bị hỏi nữa."))
    else:
        messages.success(request, _("Đã ghi: “%(name)s” đang tạm nghỉ.") % {"name": place.name})
    unit_id = request.POST.get("unit", "")
    if unit_id.isascii() and unit_id.isdecimal() and len(unit_id) <= _DIGITS_MAX:
        return redirect("unit", int(unit_id))
    return redirect("unit_place", place_id)


def _day(text: str) -> date:
    """Return the day that was chosen; one long ago for what is no day, which the service refuses once it knows who asks."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return date.min
