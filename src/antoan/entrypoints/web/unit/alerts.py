"""What a unit is told of declarations that name a place of it, and on which number."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from antoan.domains.monitoring.queries import alert_number, alerts_of_unit
from antoan.domains.monitoring.services import set_alert_contact
from antoan.domains.units.errors import UnitNotFound
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import Forbidden
from antoan.kit.phones import PhoneUnreadable, national_phone


def alerts_in(actor: Actor, unit_id: int) -> dict[str, Any]:
    """Return what the unit's page shows: that there was a declaration, when, and how far the ward is."""
    try:
        number = national_phone(alert_number(actor, unit_id))
        may_change = True
    except (Forbidden, UnitNotFound):
        number, may_change = "", False
    return {
        "alerts": alerts_of_unit(actor, unit_id, clock.now()),
        "alert_number": number,
        "may_change_contact": may_change,
    }


@login_required
@require_POST
def contact(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Keep the number on which the unit hears of alerts; an empty one ends it."""
    try:
        set_alert_contact(
            actor=actor_of(request), unit_id=unit_id, number=request.POST.get("number", "")[:30]
        )
        messages.success(request, _("Đã ghi số điện thoại nhận tin."))
    except PhoneUnreadable:
        messages.error(request, _("Số điện thoại chưa đúng: viết 10 chữ số, ví dụ 0912 345 678."))
    return redirect("unit", unit_id)
