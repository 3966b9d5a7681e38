"""One session: how far it is, what was brought, whom to invite, and the doors to its two desks."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.records.vaccines import vaccine
from antoan.domains.units.queries import scope_of_unit
from antoan.domains.vaccination import services
from antoan.domains.vaccination.permissions import MANAGE
from antoan.domains.vaccination.queries import lots_at, session_for
from antoan.domains.vaccination.values import SessionView
from antoan.entrypoints.web.clinic.forms import ClinicForm
from antoan.entrypoints.web.clinic.sayings import saying
from antoan.entrypoints.web.clinic.vaccinating.forms import InviteForm, LotForm
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import AntoanError, Forbidden


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, session_id: UUID) -> HttpResponse:
    """Show a session, or do what a button says."""
    actor = actor_of(request)
    view = session_for(actor, session_id)
    may_manage = actor.may(MANAGE, scope_of_unit(view.unit_id))
    if request.method == "POST" and not may_manage:
        raise Forbidden
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    forms: dict[str, ClinicForm] = {
        "lot": LotForm(view.product, request.POST if asked == "lot" else None),
        "invite": InviteForm(request.POST if asked == "invite" else None),
        "close": ClinicForm(request.POST if asked == "close" else None),
    }
    fault = ""
    if asked in forms and forms[asked].is_valid():
        try:
            messages.success(request, _DEEDS[asked](actor, view, forms[asked]))
            return redirect("vaccination_session", session_id)
        except AntoanError as error:
            fault = saying(error)
    context = {
        "session": view,
        "is_today": view.held_on == clock.today(),
        "lots": [(lot, vaccine(lot.lot.product).name) for lot in lots_at(actor, session_id)],
        "may_manage": may_manage,
        "forms": forms,
        "asked": asked,
        "fault": fault,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "clinic/vaccinating/session.html", context, status=status)


def _bring(actor: Actor, view: SessionView, form: LotForm) -> str:
    fields = form.cleaned_data
    services.bring_lot(
        actor=actor,
        session_id=view.id,
        lot=form.lot(),
        vials=fields["vials"],
        doses_per_vial=fields["doses_per_vial"],
    )
    return _("Đã ghi lô vắc xin.")


def _invite(actor: Actor, view: SessionView, form: InviteForm) -> str:
    booked, told = services.invite(actor=actor, session_id=view.id, people_max=form.cleaned_data["people"])
    return _(
        "Đã hẹn %(booked)d người, %(told)d người được nhắn tin. Ai không có số điện thoại: báo tổ dân phố."
    ) % {
        "booked": booked,
        "told": told,
    }


def _close(actor: Actor, view: SessionView, form: ClinicForm) -> str:
    services.close_session(actor=actor, session_id=view.id)
    return _("Đã kết thúc buổi tiêm.")


_DEEDS: dict[str, Callable[[Actor, SessionView, Any], str]] = {
    "lot": _bring,
    "invite": _invite,
    "close": _close,
}
