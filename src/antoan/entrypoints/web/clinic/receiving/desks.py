"""The receptions of one's units, and the desk of one: take in, call the next, let go."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.places.queries import gates_of_place
from antoan.domains.reception import services
from antoan.domains.reception.errors import TicketNotFound
from antoan.domains.reception.limits import NAME_LETTERS_MAX, ROOM_LETTERS_MAX
from antoan.domains.reception.permissions import WORK
from antoan.domains.reception.queries import called_at, desk_for, desk_in, desks_of, row_of
from antoan.domains.reception.values import Flow, NewDesk, Why
from antoan.domains.units.queries import places_of_unit, unit_of_place, units_of
from antoan.entrypoints.web.clinic.forms import ClinicForm
from antoan.entrypoints.web.clinic.receiving.arriving import Arriving, arrive
from antoan.entrypoints.web.clinic.sayings import saying
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.kit import clock
from antoan.kit.errors import AntoanError, Forbidden
from antoan.kit.ids import uuid7

WHYS = {
    Why.NOTHING: "",
    Why.RISKY_DECLARATION: gettext_lazy("tờ khai có yếu tố nguy cơ"),
    Why.RED: gettext_lazy("đang là màu đỏ"),
}


class DeskForm(ClinicForm):
    """A reception."""

    gate_id = forms.TypedChoiceField(label=gettext_lazy("Cửa vào"), coerce=int)
    name = forms.CharField(label=gettext_lazy("Tên bàn đón tiếp"), max_length=NAME_LETTERS_MAX)
    room = forms.CharField(label=gettext_lazy("Phòng, quầy thường"), max_length=ROOM_LETTERS_MAX)
    room_apart = forms.CharField(
        label=gettext_lazy("Phòng, lối đi riêng cho người có nguy cơ"), max_length=ROOM_LETTERS_MAX
    )

    def __init__(self, actor: Actor, data: Any = None) -> None:
        """Offer the gates of the actor's units."""
        super().__init__(data)
        self.fields["gate_id"].choices = [  # type: ignore[attr-defined]
            (gate.id, f"{place.name} · {gate.name}")
            for unit in units_of(actor, permission=WORK)
            for place in places_of_unit(SYSTEM, unit.id)
            for gate in gates_of_place(SYSTEM, place.id)
        ]
        self._places = {
            gate.id: place.id
            for unit in units_of(actor, permission=WORK)
            for place in places_of_unit(SYSTEM, unit.id)
            for gate in gates_of_place(SYSTEM, place.id)
        }

    def desk(self) -> NewDesk:
        """Return what was filled in."""
        fields = {name: value for name, value in self.cleaned_data.items() if name != "id"}
        unit_id = unit_of_place(self._places[fields["gate_id"]])
        assert unit_id is not None
        return NewDesk(unit_id=unit_id, **fields)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desks(request: HttpRequest) -> HttpResponse:
    """Show the receptions, or set one up."""
    actor = actor_of(request)
    if not actor.grants_of(WORK):
        raise Forbidden
    form = DeskForm(actor, request.POST if request.method == "POST" else None)
    fault = ""
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("reception_desk", services.open_desk(actor=actor, desk=form.desk()).id)
        except AntoanError as error:
            fault = saying(error)
    context = {"desks": desks_of(actor), "form": form, "fault": fault, "is_open": request.method == "POST"}
    status = 422 if request.method == "POST" else 200
    return render(request, "clinic/receiving/desks.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request: HttpRequest, desk_id: int) -> HttpResponse:
    """Show one reception, or do what a button says."""
    actor, today = actor_of(request), clock.today()
    desk_in(actor, desk_id)
    arriving = Arriving()
    if request.method == "POST":
        asked = request.POST.get("do", "")
        if asked in ("call", "done", "absent"):
            return _called(request, desk_id, asked) or redirect("reception_desk", desk_id)
        arriving = arrive(request, desk_id)
    context = {
        "desk": desk_for(actor, desk_id, today),
        "arriving": arriving,
        "fault": arriving.fault,
        "why": WHYS[arriving.ticket.why] if arriving.ticket else "",
        "ticket_id": uuid7(),
        "rows": [
            (Flow.USUAL, row_of(actor, desk_id, today, Flow.USUAL)),
            (Flow.APART, row_of(actor, desk_id, today, Flow.APART)),
        ],
        "called": called_at(actor, desk_id, today),
    }
    return render(request, "clinic/receiving/desk.html", context, status=arriving.status)


def _called(request: HttpRequest, desk_id: int, asked: str) -> HttpResponse | None:
    actor = actor_of(request)
    try:
        if asked == "call":
            flow = Flow.APART if request.POST.get("flow") == Flow.APART else Flow.USUAL
            ticket = services.call_next(actor=actor, desk_id=desk_id, flow=flow)
            said = {"number": ticket.spoken, "label": ticket.label, "room": ticket.room}
            messages.success(request, _("Mời số %(number)s, %(label)s, đến %(room)s.") % said)
            return None
        services.end_ticket(
            actor=actor,
            desk_id=desk_id,
            ticket_id=_ticket_id(request),
            day=clock.today(),
            is_absent=asked == "absent",
        )
    except TicketNotFound:
        raise
    except AntoanError as error:
        messages.error(request, saying(error))
    return None


def _ticket_id(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("ticket", ""))
    except ValueError:
        raise TicketNotFound from None
