"""Sites and hotels: how full they are, who is in, who comes and who leaves."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.isolation.permissions import MANAGE_SITE
from antoan.domains.isolation.queries.sites import site_for, site_list, stays_at
from antoan.domains.isolation.services.sites import admit, register_site, release
from antoan.domains.isolation.values import Leaving, NewSite, SiteKind, SiteView
from antoan.entrypoints.web.office.cases.doing import attempt, number_of
from antoan.entrypoints.web.office.isolation import words
from antoan.entrypoints.web.office.people.reach import wards_of
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock, spoken


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sites(request: HttpRequest) -> HttpResponse:
    """Show the sites with their free beds, or register one."""
    actor = actor_of(request)
    wards = wards_of(actor, MANAGE_SITE)
    found = site_list(actor)
    if request.method == "POST":
        new = _new_site(request, {ward.id for ward in wards})
        if new is None:
            messages.error(request, words.SAYINGS["isolation:site:unreadable"])
        elif attempt(request, words.SAYINGS, lambda: register_site(actor=actor, new=new)) is not None:
            messages.success(request, _("Đã ghi nơi cách ly."))
        return redirect("desk_sites")
    context = {
        "sites": [(site, words.SITE_KINDS[site.kind]) for site in found],
        "beds": sum(site.beds for site in found),
        "inside": sum(site.inside for site in found),
        "may_manage": bool(actor.grants_of(MANAGE_SITE)),
        "kinds": words.SITE_KINDS.items(),
        "wards": wards,
    }
    return render(request, "office/isolation/sites.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def site(request: HttpRequest, site_id: int) -> HttpResponse:
    """Show who is at a site; let somebody in under an order, or out."""
    actor = actor_of(request)
    view = site_for(actor, site_id)
    if request.method == "POST":
        if attempt(request, words.SAYINGS, lambda: _do(request, actor, view)):
            messages.success(request, _("Đã ghi."))
        return redirect("desk_site", site_id)
    inside, left = stays_at(actor, site_id)
    context = {
        "site": view,
        "kind": words.SITE_KINDS[view.kind],
        "inside": [(stay, spoken.show(stay.order_number), stay.ends_on < clock.today()) for stay in inside],
        "left": left,
        "leavings": words.LEAVINGS.items(),
    }
    return render(request, "office/isolation/site.html", context)


def _do(request: HttpRequest, actor: Actor, view: SiteView) -> bool:
    sent = request.POST
    if sent.get("do") == "admit":
        admit(actor=actor, site_id=view.id, order_number=sent.get("order", ""), bed=sent.get("bed", ""))
        return True
    stay_id, leaving = number_of(sent.get("stay", "")), sent.get("leaving", "")
    if sent.get("do") == "release" and stay_id is not None and leaving in set(Leaving):
        release(actor=actor, site_id=view.id, stay_id=stay_id, leaving=Leaving(leaving))
        return True
    return False


def _new_site(request: HttpRequest, wards: set[int]) -> NewSite | None:
    sent = request.POST
    ward_id, beds, kind = (
        number_of(sent.get("ward", "")),
        number_of(sent.get("beds", "")),
        sent.get("kind", ""),
    )
    if ward_id not in wards or beds is None or kind not in set(SiteKind):
        return None
    assert ward_id is not None
    return NewSite(
        ward_id, sent.get("name", ""), SiteKind(kind), sent.get("address", ""), sent.get("phone", ""), beds,
        sent.get("camera_url", ""),
    )  # fmt: skip
