"""A gate's devices: shown, added by a QR they scan, revoked."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from antoan.domains.places.permissions import CHANGE
from antoan.domains.places.queries import device_for, devices_of_gate, gate_for, scope_of_place
from antoan.domains.places.services import make_enrolment_ticket, revoke_device
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.pictures import qr_picture
from antoan.kit import clock


@login_required
@require_safe
def gate(request: HttpRequest, gate_id: int) -> HttpResponse:
    """Show one gate and its devices."""
    return render(request, "unit/gate.html", _gate_context(request, gate_id))


@login_required
@require_safe
def devices(request: HttpRequest, gate_id: int) -> HttpResponse:
    """Show the devices alone: the page asks again while a new one is being enrolled."""
    return render(request, "unit/devices.html", _gate_context(request, gate_id))


@login_required
@require_POST
@never_cache
def ticket(request: HttpRequest, gate_id: int) -> HttpResponse:
    """Show a fresh enrolment QR. Its secret is in this answer only, so there is no address to come back to."""
    made = make_enrolment_ticket(actor=actor_of(request), gate_id=gate_id, at=clock.now())
    address = f"{settings.PUBLIC_URL}{reverse('gate_enrol')}#{made.secret}"
    context = _gate_context(request, gate_id) | {
        "address": address,
        "qr": qr_picture(address, label=_("Mã QR ghi danh thiết bị")),
        "expires_at": clock.local(made.expires_at),
    }
    return render(request, "unit/ticket.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, device_id: int) -> HttpResponse:
    """Ask first, then stop a device. A revoked device comes back only by being enrolled anew."""
    actor = actor_of(request)
    device = device_for(actor, device_id)
    if request.method != "POST":
        return render(
            request, "unit/revoke.html", {"device": device, "gate": gate_for(actor, device.gate_id)}
        )
    revoke_device(actor=actor, device_id=device_id, at=clock.now())
    messages.success(request, _("Đã thu hồi “%(name)s”. Máy đó không quét được nữa.") % {"name": device.name})
    return redirect("unit_gate", device.gate_id)


def _gate_context(request: HttpRequest, gate_id: int) -> dict[str, object]:
    actor = actor_of(request)
    gate = gate_for(actor, gate_id)
    return {
        "gate": gate,
        "devices": devices_of_gate(actor, gate_id),
        "may_change": actor.may(CHANGE, scope_of_place(gate.place_id)),
    }
