"""The telephones on duty, and the wards in which everybody declares daily."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.areas.queries import areas_on, areas_within
from antoan.domains.areas.values import AreaLevel, AreaView
from antoan.domains.care import services
from antoan.domains.care.errors import LevelUnknown
from antoan.domains.care.permissions import SET_LINE, WATCH_AREA
from antoan.domains.care.queries import lines_of, watched_areas
from antoan.entrypoints.web.office.caring.sayings import saying
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.caring import words
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.accounts.scopes import ScopeKind
from antoan.kit import clock
from antoan.kit.errors import AntoanError, Forbidden
from antoan.kit.phones import national_phone


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def duty(request: HttpRequest) -> HttpResponse:
    """Show lines and watched wards of the actor's areas, or set one."""
    actor, fault, status = actor_of(request), "", 200
    if not (actor.grants_of(SET_LINE) or actor.grants_of(WATCH_AREA)):
        raise Forbidden
    if request.method == "POST":
        try:
            messages.success(request, _done(actor, request))
            return redirect("desk_care_duty")
        except AntoanError as error:
            fault, status = saying(error), error.status
    areas = _areas(actor, SET_LINE)
    context: dict[str, Any] = {
        "fault": fault,
        "lines": [(one.area, words.LEVELS[one.level], national_phone(one.number)) for one in lines_of(actor)],
        "areas": areas,
        "wards": [one for one in _areas(actor, WATCH_AREA) if one.level is AreaLevel.WARD],
        "levels": [(level, words.LEVELS[level]) for level in services.levels()],
        "watched": watched_areas(actor, clock.today()),
        "posted": request.POST,
    }
    return render(request, "office/care/duty.html", context, status=status)


def _done(actor: Actor, request: HttpRequest) -> str:
    said = request.POST
    area_id = _number(said.get("area", ""))
    match said.get("do"):
        case "line":
            services.set_duty_line(
                actor=actor,
                area_id=area_id,
                level=_number(said.get("level", "")),
                number=said.get("number", ""),
            )
            return _("Đã ghi số trực.")
        case "watch":
            services.watch_area(
                actor=actor, ward_id=area_id, since=clock.today(), basis=said.get("basis", "")
            )
            return _("Từ hôm nay mọi người ở đây được nhắc khai báo hằng ngày.")
        case "unwatch":
            services.unwatch_area(actor=actor, ward_id=area_id)
            return _("Hôm nay là ngày cuối.")
    raise LevelUnknown


def _areas(actor: Actor, permission: str) -> list[AreaView]:
    """Return the areas of today over which the actor may."""
    grants = actor.grants_of(permission)
    every = areas_on(clock.today())
    if any(grant.scope_kind is ScopeKind.CITY for grant in grants):
        return every
    reach = {
        inner
        for grant in grants
        if grant.scope_kind is ScopeKind.AREA and grant.scope_id
        for inner in areas_within(grant.scope_id)
    }
    return [one for one in every if one.id in reach]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 18 else 0
