"""The list of campaigns, and one of them with its list and its sessions."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.records.vaccines import vaccine
from antoan.domains.units.queries import scope_of_unit
from antoan.domains.vaccination import services
from antoan.domains.vaccination.permissions import MANAGE, WORK
from antoan.domains.vaccination.queries import campaign_for, campaigns_of, sessions_of
from antoan.entrypoints.web.clinic.sayings import saying
from antoan.entrypoints.web.clinic.vaccinating.forms import CampaignForm, SessionForm, WardForm
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit.errors import AntoanError, Forbidden


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def campaigns(request: HttpRequest) -> HttpResponse:
    """Show the campaigns of one's units, or open one."""
    actor = actor_of(request)
    may_manage = bool(actor.grants_of(MANAGE))
    if not may_manage and (request.method == "POST" or not actor.grants_of(WORK)):
        raise Forbidden
    form = CampaignForm(actor, request.POST if request.method == "POST" else None) if may_manage else None
    fault = ""
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            opened = services.open_campaign(actor=actor, campaign=form.campaign())
            messages.success(request, _("Đã mở chiến dịch. Hãy lập danh sách và mở buổi tiêm."))
            return redirect("vaccination_campaign", opened.id)
        except AntoanError as error:
            fault = saying(error)
    context = {
        "rows": [(one, vaccine(one.product).name) for one in campaigns_of(actor)],
        "form": form,
        "fault": fault,
        "is_open": request.method == "POST",
    }
    return render(request, "clinic/vaccinating/campaigns.html", context, status=_status(request))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def campaign(request: HttpRequest, campaign_id: UUID) -> HttpResponse:
    """Show one campaign; plan a session, or put a ward on its list."""
    actor = actor_of(request)
    view = campaign_for(actor, campaign_id)
    may_manage = actor.may(MANAGE, scope_of_unit(view.unit_id))
    asked = request.POST.get("do", "") if request.method == "POST" else ""
    if request.method == "POST" and not may_manage:
        raise Forbidden
    forms = {
        "session": SessionForm(request.POST if asked == "session" else None),
        "ward": WardForm(request.POST if asked == "ward" else None),
    }
    fault = ""
    if asked in forms and forms[asked].is_valid():
        try:
            messages.success(request, _DEEDS[asked](actor, campaign_id, forms[asked]))
            return redirect("vaccination_campaign", campaign_id)
        except AntoanError as error:
            fault = saying(error)
    context = {
        "campaign": view,
        "product": vaccine(view.product).name,
        "sessions": sessions_of(actor, campaign_id),
        "may_manage": may_manage,
        "may_list_wards": may_manage and _reaches_wards(actor),
        "forms": forms,
        "asked": asked,
        "fault": fault,
    }
    return render(request, "clinic/vaccinating/campaign.html", context, status=_status(request))


def _plan(actor: Actor, campaign_id: UUID, form: SessionForm) -> str:
    services.plan_session(actor=actor, session=form.session(campaign_id))
    return _("Đã mở buổi tiêm.")


def _list_ward(actor: Actor, campaign_id: UUID, form: WardForm) -> str:
    fields = form.cleaned_data
    added = services.list_ward(
        actor=actor,
        campaign_id=campaign_id,
        ward_id=fields["ward"],
        age_min=fields["age_min"],
        age_max=fields["age_max"],
    )
    return ngettext("Thêm %(count)d người vào danh sách.", "Thêm %(count)d người vào danh sách.", added) % {
        "count": added
    }


_DEEDS: dict[str, Callable[[Actor, UUID, Any], str]] = {"session": _plan, "ward": _list_ward}


def _reaches_wards(actor: Actor) -> bool:
    return any(grant.scope_kind in (ScopeKind.AREA, ScopeKind.CITY) for grant in actor.grants_of(MANAGE))


def _status(request: HttpRequest) -> int:
    return 422 if request.method == "POST" else 200
