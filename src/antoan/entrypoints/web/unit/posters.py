"""The poster at a unit's own door: what is printed on it, and what visitors reported of it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from antoan.domains.places.errors import PlaceCodeMissing, ReportClosed
from antoan.domains.places.permissions import ISSUE_CODE
from antoan.domains.places.poster_values import Finding
from antoan.domains.places.queries import posted_code, reports_at_place, scope_of_place
from antoan.domains.places.services import remove_own_poster
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.posters import FINDINGS, picture_svg, picture_words
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock


@login_required
@require_POST
def removed(request: HttpRequest, place_id: int, report_id: int) -> HttpResponse:
    """Take it from the unit that its old poster is down."""
    actor = actor_of(request)
    try:
        remove_own_poster(actor=actor, place_id=place_id, report_id=report_id, at=clock.now())
    except ReportClosed:
        messages.info(request, _("Việc này đã xong từ trước."))
    else:
        messages.success(request, _("Đã ghi: tờ mã cũ đã gỡ."))
    return redirect("unit_place", place_id)


def poster_of(actor: Actor, place_id: int) -> dict[str, Any]:
    """Return what stands on the poster in force, and what was reported."""
    may_mend = actor.may(ISSUE_CODE, scope_of_place(place_id))
    reports = [
        {
            "view": view,
            "finding": FINDINGS[view.finding],
            "may_mend": may_mend and view.finding is Finding.RETIRED,
        }
        for view in reports_at_place(actor, place_id)
    ]
    try:
        code = posted_code(actor, place_id, at=clock.now())
    except PlaceCodeMissing:
        return {"reports": reports}
    picture = code.check_picture
    return {
        "reports": reports,
        "serial": code.serial,
        "picture": picture_svg(picture),
        "picture_words": picture_words(picture),
    }
