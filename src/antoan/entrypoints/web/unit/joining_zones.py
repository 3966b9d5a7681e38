"""A unit joins a zone with the code its board gave it, knowing what the board will see; and leaves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from antoan.domains.units.errors import AlreadyInZone, OwnZone, ZoneInvitationGone
from antoan.domains.units.queries import unit_for
from antoan.domains.units.queries.zones import zone_behind, zones_of_unit
from antoan.domains.units.services.zones import join_zone, leave_zone
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def joined(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show which zones a unit joined; look a code up and, with a second press, join."""
    actor, now = actor_of(request), clock.now()
    unit, own = unit_for(actor, unit_id), zones_of_unit(actor, unit_id)
    code = request.POST.get("code", "")[:20]
    context = {"unit": unit, "zones": own, "code": code}
    if request.method != "POST":
        return render(request, "unit/joined_zones.html", context)
    if request.POST.get("do") != "join":
        name = zone_behind(code, now)
        fault = "" if name else _("Mã này không đúng, đã dùng, hoặc đã quá 30 ngày. Hãy hỏi lại ban quản lý.")
        return render(request, "unit/joined_zones.html", {**context, "name": name, "fault": fault})
    try:
        name = join_zone(actor=actor, unit_id=unit_id, code=code, at=now)
        messages.success(request, _("Đã vào “%(name)s”.") % {"name": name})
    except ZoneInvitationGone:
        messages.error(
            request, _("Mã này không đúng, đã dùng, hoặc đã quá 30 ngày. Hãy hỏi lại ban quản lý.")
        )
    except AlreadyInZone:
        messages.warning(request, _("Đơn vị đã ở trong khu này."))
    except OwnZone:
        messages.warning(request, _("Đây là khu của chính đơn vị."))
    return redirect("unit_zones_joined", unit_id)


@login_required
@require_POST
def leave(request: HttpRequest, unit_id: int, membership_id: int) -> HttpResponse:
    """Leave a zone; with a new code the unit may come back."""
    leave_zone(actor=actor_of(request), unit_id=unit_id, member_id=membership_id, at=clock.now())
    messages.success(request, _("Đã ra khỏi khu. Ban quản lý không xem được gì của đơn vị nữa."))
    return redirect("unit_zones_joined", unit_id)
