"""The start: how the person is there, then the doors to what can be done together."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from antoan.domains.people.assistance import Presence, ways_to_assist
from antoan.domains.people.queries import identity_of
from antoan.entrypoints.web.office.assisting.presence import (
    PRESENT_FOR,
    forget_presence,
    helped,
    keep_presence,
    require_helper,
)
from antoan.entrypoints.web.office.people.reasons import reason_for
from antoan.kit.phones import national_phone


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def hub(request: HttpRequest, resident_id: int) -> HttpResponse:
    """Ask how the person is there, or show the doors. Without a reason the person's page asks for one first."""
    actor, reason = require_helper(request, resident_id), reason_for(request, resident_id)
    if not reason:
        return redirect("desk_person", resident_id)
    if request.POST.get("way") == "gone":
        forget_presence(request)
        return redirect("desk_people")
    if request.method != "POST" and (found := helped(request, resident_id)) is not None:
        return render(request, "office/with/hub.html", found.framed())
    person = identity_of(actor, resident_id, purpose=reason)
    ways = ways_to_assist(person.phones)
    if request.method == "POST":
        if (way := request.POST.get("way", "")) in ways:
            keep_presence(request, resident_id, Presence(way))
        return redirect("desk_with", resident_id)
    context = {
        "person": person,
        "phones": [national_phone(number) for number in person.phones],
        "may_call": Presence.PHONE in ways,
        "minutes": int(PRESENT_FOR.total_seconds() // 60),
    }
    return render(request, "office/with/how.html", context)
