"""Who registered by SMS and waits, the longest first."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.areas.queries import area
from antoan.domains.textline.queries import open_applications
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit.phones import mask_phone


@login_required
@require_safe
@never_cache
def registrations(request: HttpRequest) -> HttpResponse:
    """Show what people wrote; the whole number only on the page where it is needed."""
    rows = [
        {
            "id": one.id,
            "words": one.words,
            "number": mask_phone(one.number),
            "ward": area(one.ward_id).name if one.ward_id else "",
            "received_at": one.received_at,
        }
        for one in open_applications(actor_of(request))
    ]
    return render(request, "office/registrations.html", {"rows": rows})
