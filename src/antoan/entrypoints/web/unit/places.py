"""A unit's administrator adds and corrects places, zones and gates, and closes what is no more."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from antoan.domains.places.permissions import CHANGE
from antoan.domains.places.queries import gate_for, place_for, scope_of_place, spot_for, spots_of_place
from antoan.domains.places.services import (
    add_gate,
    add_spot,
    change_gate,
    change_place,
    change_spot,
    close_gate,
    close_place,
)
from antoan.domains.units.permissions import CHANGE as CHANGE_UNIT
from antoan.domains.units.queries import scope_of_unit, unit_for
from antoan.domains.units.services import add_place_to_unit, change_unit
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.identity.forms import PlainForm
from antoan.entrypoints.web.shared.identity.page_data import person_form_data
from antoan.entrypoints.web.unit.places_forms import GateForm, PlaceForm, SpotForm, UnitForm
from antoan.entrypoints.web.unit.sayings import saying
from antoan.foundation.accounts.actor import require
from antoan.kit import clock
from antoan.kit.errors import AntoanError

_EDITS = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(_EDITS)
def edit_unit(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Correct what is known of the unit."""
    actor, unit = actor_of(request), unit_for(actor_of(request), unit_id)
    require(actor, CHANGE_UNIT, scope_of_unit(unit_id))
    known = {"name": unit.name, "kind": unit.kind, "address": unit.address, "tax_number": unit.tax_number}
    form = UnitForm(request.POST or None, initial=known)
    return _edited(
        request, form, _("Sửa thông tin đơn vị"), ("unit", unit_id), unit.name,
        lambda: change_unit(actor=actor, unit_id=unit_id, unit=form.unit()),
    )  # fmt: skip


@login_required
@require_http_methods(_EDITS)
def add(request: HttpRequest, unit_id: int) -> HttpResponse:
    """Add a branch, a building or a vehicle."""
    actor, unit = actor_of(request), unit_for(actor_of(request), unit_id)
    require(actor, CHANGE_UNIT, scope_of_unit(unit_id))
    form = PlaceForm(request.POST or None, initial={"kind": unit.kind, "ward": unit.ward_id})
    return _edited(
        request, form, _("Thêm địa điểm"), ("unit", unit_id), unit.name,
        lambda: add_place_to_unit(actor=actor, unit_id=unit_id, place=form.place()),
    )  # fmt: skip


@login_required
@require_http_methods(_EDITS)
def edit(request: HttpRequest, place_id: int) -> HttpResponse:
    """Correct what is known of a place."""
    actor, place = actor_of(request), place_for(actor_of(request), place_id)
    require(actor, CHANGE, scope_of_place(place_id))
    known = {name: getattr(place, name) for name in ("name", "kind", "address", "capacity", "plate")}
    known |= {"opens_at": place.opens_at, "closes_at": place.closes_at}
    form = PlaceForm(request.POST or None, with_ward=False, initial=known)
    return _edited(
        request, form, _("Sửa địa điểm"), ("unit_place", place_id), place.name,
        lambda: change_place(actor=actor, place_id=place_id, place=form.place(place.ward_id)),
    )  # fmt: skip


@login_required
@require_http_methods(_EDITS)
def close(request: HttpRequest, place_id: int) -> HttpResponse:
    """Ask first, then close a place for good."""
    actor, place = actor_of(request), place_for(actor_of(request), place_id)
    require(actor, CHANGE, scope_of_place(place_id))
    if request.method != "POST":
        return render(request, "unit/place_close.html", {"place": place})
    close_place(actor=actor, place_id=place_id, at=clock.now())
    messages.success(request, _("Đã đóng “%(name)s”.") % {"name": place.name})
    return redirect("unit_home")


@login_required
@require_http_methods(_EDITS)
def new_spot(request: HttpRequest, place_id: int) -> HttpResponse:
    """Add a zone."""
    actor, place = actor_of(request), place_for(actor_of(request), place_id)
    require(actor, CHANGE, scope_of_place(place_id))
    whole = spots_of_place(actor, place_id)[0]
    form = SpotForm(request.POST or None, initial={"usual_stay_minutes": whole.usual_stay_minutes})
    return _edited(
        request, form, _("Thêm khu vực"), ("unit_place", place_id), place.name,
        lambda: add_spot(actor=actor, place_id=place_id, spot=form.spot()),
    )  # fmt: skip


@login_required
@require_http_methods(_EDITS)
def edit_spot(request: HttpRequest, spot_id: int) -> HttpResponse:
    """Correct a zone, or the whole place where it has none."""
    actor, spot = actor_of(request), spot_for(actor_of(request), spot_id)
    require(actor, CHANGE, scope_of_place(spot.place_id))
    known = {name: getattr(spot, name) for name in ("name", "usual_stay_minutes", "capacity", "area_m2")}
    form = SpotForm(
        request.POST or None, is_whole=not spot.name, initial=known | {"ventilation": spot.ventilation}
    )
    title = spot.name or _("Cả địa điểm")
    return _edited(
        request, form, title, ("unit_place", spot.place_id), place_for(actor, spot.place_id).name,
        lambda: change_spot(actor=actor, spot_id=spot_id, spot=form.spot()),
    )  # fmt: skip


@login_required
@require_http_methods(_EDITS)
def new_gate(request: HttpRequest, place_id: int) -> HttpResponse:
    """Add a gate to a zone."""
    actor, place = actor_of(request), place_for(actor_of(request), place_id)
    require(actor, CHANGE, scope_of_place(place_id))
    spots = [(spot.id, spot.name) for spot in spots_of_place(actor, place_id)]
    form = GateForm(request.POST or None, spots=spots)
    return _edited(
        request, form, _("Thêm cổng"), ("unit_place", place_id), place.name,
        lambda: add_gate(
            actor=actor, spot_id=form.cleaned_data["spot"], name=form.cleaned_data["name"],
            mode=form.cleaned_data["mode"],
        ),
    )  # fmt: skip


@login_required
@require_http_methods(_EDITS)
def edit_gate(request: HttpRequest, gate_id: int) -> HttpResponse:
    """Rename a gate, or choose what a scan means there."""
    actor, gate = actor_of(request), gate_for(actor_of(request), gate_id)
    require(actor, CHANGE, scope_of_place(gate.place_id))
    form = GateForm(request.POST or None, initial={"name": gate.name, "mode": gate.mode})
    return _edited(
        request, form, _("Sửa cổng"), ("unit_gate", gate_id), gate.place_name,
        lambda: change_gate(actor=actor, gate_id=gate_id, **form.cleaned_data),
    )  # fmt: skip


@login_required
@require_http_methods(_EDITS)
def shut_gate(request: HttpRequest, gate_id: int) -> HttpResponse:
    """Ask first, then close a gate with its devices."""
    actor, gate = actor_of(request), gate_for(actor_of(request), gate_id)
    require(actor, CHANGE, scope_of_place(gate.place_id))
    if request.method != "POST":
        return render(request, "unit/gate_close.html", {"gate": gate})
    close_gate(actor=actor, gate_id=gate_id, at=clock.now())
    messages.success(request, _("Đã đóng “%(name)s”.") % {"name": gate.name})
    return redirect("unit_place", gate.place_id)


def _edited(
    request: HttpRequest,
    form: PlainForm,
    title: str,
    back: tuple[str, int],
    where: str,
    save: Callable[[], object],
) -> HttpResponse:
    """Show a form, or save it and go back; what went wrong is said above it."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                save()
            except AntoanError as error:
                form.add_error(None, saying(error))
            else:
                messages.success(request, _("Đã ghi."))
                return redirect(*back)
    context: dict[str, Any] = {
        "form": form,
        "title": title,
        "where": where,
        "back": back,
        "data": person_form_data() if "ward" in form.fields else None,
    }
    return render(request, "unit/edit.html", context, status=status)
