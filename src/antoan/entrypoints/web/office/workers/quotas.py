"""Quotas of an area's body: what holds, what held, and setting the next."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.places.values import PlaceKind
from antoan.domains.workers import services
from antoan.domains.workers.errors import QuotaUnreadable
from antoan.domains.workers.list_values import NewQuota, QuotaView
from antoan.domains.workers.permissions import SET_QUOTA
from antoan.domains.workers.queries.bodies import bodies_of
from antoan.domains.workers.queries.quotas import history_of, quota_for, quotas_in_reach
from antoan.entrypoints.web.office.workers.desk import doors, officer
from antoan.entrypoints.web.shared import kinds
from antoan.entrypoints.web.shared.working import words
from antoan.entrypoints.web.shared.working.forms import QuotaForm
from antoan.entrypoints.web.shared.working.sayings import saying
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@login_required
@require_safe
@never_cache
def register(request: HttpRequest) -> HttpResponse:
    """Show what holds now and later."""
    actor = officer(request, SET_QUOTA)
    rows = [_entry(quota) for quota in quotas_in_reach(actor, on=clock.today())]
    return render(request, "office/workers/quotas.html", {"rows": rows, **doors(actor)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def new(request: HttpRequest) -> HttpResponse:
    """Set a quota; with ``?from=`` filled as another one is."""
    actor = officer(request, SET_QUOTA)
    areas = [(area.id, area.name) for area in bodies_of(actor, SET_QUOTA, clock.today())]
    form, fault, status = QuotaForm(areas=areas, initial=_first(actor, request.GET.get("from", ""))), "", 200
    if request.method == "POST":
        form = QuotaForm(request.POST, areas=areas)
        fault, status, made = _set(actor, form)
        if made is not None:
            messages.success(request, _("Đã đặt. Số cũ (nếu có) vẫn xem lại được."))
            return redirect("desk_workers_quota", made.id)
    return render(request, "office/workers/new_quota.html", {"form": form, "fault": fault}, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def one(request: HttpRequest, quota_id: int) -> HttpResponse:
    """Show one quota with its history, or let it end today."""
    actor = officer(request, SET_QUOTA)
    if request.method == "POST":
        quota_for(actor, quota_id)
        services.end_quota(actor=actor, quota_id=quota_id, on=clock.today())
        messages.success(request, _("Từ hôm nay quy định này không còn hiệu lực."))
        return redirect("desk_workers_quota", quota_id)
    found = quota_for(actor, quota_id)
    context = {
        "entry": _entry(found),
        "others": [_entry(quota) for quota in history_of(actor, quota_id) if quota.id != quota_id],
        "is_over": found.valid_until is not None and found.valid_until <= clock.today(),
    }
    return render(request, "office/workers/quota.html", context)


def _set(actor: Actor, form: QuotaForm) -> tuple[str, int, QuotaView | None]:
    """Set what was filled in; return what is wrong, the status to answer with, and the quota."""
    if not form.is_valid():
        return "", 422, None
    said = form.cleaned_data
    try:
        quota = NewQuota(
            area_id=said["area"],
            valid_from=said["valid_from"],
            unit_id=_unit(said["unit"]),
            sector=PlaceKind(said["sector"]) if said["sector"] else None,
            unit_workers_max=said["unit_workers_max"],
            total_workers_max=said["total_workers_max"],
            conditions=form.conditions(),
            valid_until=said["valid_until"],
            basis=said["basis"],
        )
        return "", 200, services.set_quota(actor=actor, quota=quota)
    except AntoanError as error:
        if error.status == 403:
            raise
        # A unit out of reach is said to be wrong, like one that does not exist.
        return saying(error if error.status != 404 else QuotaUnreadable()), 422, None


def _unit(text: str) -> int | None:
    if not text.strip():
        return None
    if not (text.isascii() and text.strip().isdecimal()):
        raise QuotaUnreadable
    return int(text)


def _first(actor: Actor, number: str) -> dict[str, Any]:
    fields: dict[str, Any] = {"valid_from": clock.today()}
    if number.isascii() and number.isdecimal() and len(number) <= 18:
        fields |= QuotaForm.fields_of(quota_for(actor, int(number)))
    return fields


def _entry(quota: QuotaView) -> dict[str, Any]:
    today = clock.today()
    return {
        "quota": quota,
        "whom": quota.unit_name or (kinds.word(quota.sector) if quota.sector else _("Mọi ngành")),
        "per_unit": None if quota.unit_workers_max is None else words.people(quota.unit_workers_max),
        "total": None if quota.total_workers_max is None else words.people(quota.total_workers_max),
        "conditions": words.condition_lines(quota.conditions),
        "begins": quota.valid_from > today,
        "is_over": quota.valid_until is not None and quota.valid_until <= today,
    }
