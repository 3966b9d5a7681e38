"""A zone's page for its board: whom it invited, and how the units that joined are doing."""

from typing import Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.gates.queries.zones import zone_lines
from antoan.domains.units.errors import TooManyInvitations
from antoan.domains.units.permissions import LEAD_ZONE
from antoan.domains.units.queries.zones import PAGE_MEMBERS, zone_invitations, zone_led_by, zones_led_by
from antoan.domains.units.services.zones import end_zone_member, invite_to_zone
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock, spoken
from antoan.kit.errors import Forbidden

_LETTERS_MAX: Final = 20_000  # Of a list of names that somebody pastes.
_DIGITS_MAX: Final = 18


@login_required
@require_safe
@never_cache
def zones(request: HttpRequest) -> HttpResponse:
    """Show the zones one leads."""
    actor = actor_of(request)
    if not actor.grants_of(LEAD_ZONE):
        raise Forbidden
    found = [(zone, kinds.word(zone.kind)) for zone in zones_led_by(actor)]
    return render(request, "unit/zones.html", {"zones": found})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def zone(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Show a zone's units and invitations; invite more."""
    actor, now = actor_of(request), clock.now()
    if request.method == "POST":
        labels = request.POST.get("labels", "")[:_LETTERS_MAX].splitlines()
        try:
            count = invite_to_zone(actor=actor, zone_id=unit_id, labels=labels, at=now)
        except TooManyInvitations:
            messages.error(request, _("Mỗi lần nhiều nhất 100 tên, cả khu nhiều nhất 5.000."))
        else:
            said = ngettext("Đã lập %(count)s lời mời.", "Đã lập %(count)s lời mời.", count)
            messages.success(request, said % {"count": count})
        return redirect("unit_zone", unit_id)
    found = zone_led_by(actor, unit_id)
    after = request.GET.get("after", "")
    after_id = int(after) if after.isascii() and after.isdecimal() and len(after) <= _DIGITS_MAX else 0
    lines = zone_lines(actor, unit_id, now, after_id=after_id)
    context = {
        "zone": found,
        "now": now,
        "lines": lines,
        "people": sum(line.people for line in lines),
        "poorly": sum(not line.is_well for line in lines),
        "invitations": [(one, spoken.show(one.code)) for one in zone_invitations(actor, unit_id, now)],
        "next": f"?after={lines[-1].member.member_id}" if len(lines) == PAGE_MEMBERS else "",
    }
    return render(request, "unit/zone.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, unit_id: int, member_id: int) -> HttpResponse:
    """Ask first, then take an invitation back or a unit out of the zone."""
    actor = actor_of(request)
    found = zone_led_by(actor, unit_id)
    if request.method != "POST":
        return render(request, "unit/zone_end.html", {"zone": found, "member_id": member_id})
    end_zone_member(actor=actor, zone_id=unit_id, member_id=member_id, at=clock.now())
    messages.success(request, _("Đã bỏ khỏi khu."))
    return redirect("unit_zone", unit_id)
