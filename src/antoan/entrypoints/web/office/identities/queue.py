"""The list of registrations that may be of somebody who is there already."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.identity.queries import case_queue, decides_cases
from antoan.domains.identity.values import CaseLine
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.identity.words import CASES, CONFIDENCES, last_day
from antoan.kit import clock, spoken
from antoan.kit.errors import Forbidden


@login_required
@require_safe
@never_cache
def cases(request: HttpRequest) -> HttpResponse:
    """Show undecided cases of the actor's wards by deadline, a page at a time."""
    actor = actor_of(request)
    if not decides_cases(actor):
        raise Forbidden
    lines, after = case_queue(actor, after=request.GET.get("after", "")[:7])
    now = clock.now()
    context = {"rows": [_row(line, now) for line in lines], "next": f"?after={after}" if after else ""}
    return render(request, "office/identities/queue.html", context)


def _row(line: CaseLine, now: datetime) -> dict[str, Any]:
    return {
        "number": line.number,
        "shown": spoken.show(line.number),
        "person": f"{line.label} · {line.birth_year}",
        "confidence": CONFIDENCES[line.confidence],
        "state": CASES[line.state],
        "due": last_day(line.due_at),
        "is_late": line.is_late or now >= line.due_at,
    }
