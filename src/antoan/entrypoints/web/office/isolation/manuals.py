"""What auditors see of reds made by hand: counts by month and reason, and those that only papers show."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.isolation.queries.manuals import manual_counts, unproven_manuals
from antoan.domains.isolation.reasons import health_reason
from antoan.entrypoints.web.office.isolation import words
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import spoken


@login_required
@never_cache
@require_safe
def manuals(request: HttpRequest) -> HttpResponse:
    """Show the counts; nobody is named."""
    actor = actor_of(request)
    context = {
        "counts": [(one, _word(one.reason)) for one in manual_counts(actor)],
        "unproven": [
            (one, spoken.show(one.number), _word(one.reason), words.EVIDENCE.get(one.evidence))  # type: ignore[call-overload]
            for one in unproven_manuals(actor)
        ],
    }
    return render(request, "office/isolation/manuals.html", context)


def _word(key: str) -> str:
    reason = health_reason(key)
    return reason.words.say(get_language()) if reason else key
