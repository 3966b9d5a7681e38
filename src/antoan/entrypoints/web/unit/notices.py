"""What the health service told or asks a place: that a case was there on a day, and the list of that day's visitors."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from antoan.domains.gates.errors import RequestOver
from antoan.domains.gates.queries.requests import asked_of_place
from antoan.domains.gates.services.requests import confirm_visitors
from antoan.domains.places.queries import place_for
from antoan.domains.tracing.queries.notices import notices_of_place
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock


@login_required
@never_cache
@require_safe
def notices(request: HttpRequest, place_id: int) -> HttpResponse:
    """Show the notices and questions of the last four weeks; opening the page marks the notices as seen."""
    actor = actor_of(request)
    place = place_for(actor, place_id)
    context = {
        "place": place,
        "notices": notices_of_place(actor, place_id),
        "asked": asked_of_place(actor, place_id, clock.now()),
    }
    return render(request, "unit/notices.html", context)


@login_required
@require_POST
def confirm(request: HttpRequest, place_id: int, visitor_request_id: UUID) -> HttpResponse:
    """Confirm that the list of a day may go to the tracer who asked."""
    told = request.POST.get("unscanned", "").strip()
    unscanned = int(told) if told.isascii() and told.isdecimal() and len(told) <= 6 else None
    try:
        confirm_visitors(
            actor=actor_of(request),
            place_id=place_id,
            request_id=visitor_request_id,
            unscanned=unscanned,
            now=clock.now(),
        )
        messages.success(request, _("Đã xác nhận. Cảm ơn đơn vị."))
    except RequestOver:
        messages.warning(request, _("Đã quá hạn. Nếu vẫn cần, y tế sẽ hỏi lại."))
    return redirect("unit_notices", place_id)
