"""What the nightly job deleted, for auditors and the data protection officer."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.privacy.queries.queue import may_see_desk
from antoan.domains.privacy.queries.retention import days_with_runs, runs
from antoan.domains.privacy.retention import periods
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.rights import words


@login_required
@require_safe
@never_cache
def report(request: HttpRequest) -> HttpResponse:
    """Show the report of a day (the newest), and every period with its length."""
    actor = actor_of(request)
    day = _day(request.GET.get("day", ""))
    found = runs(actor, day=day)
    known = {one.key: one for one in periods()}
    context = {
        "lines": [
            {
                "what": words.say(known[line.period].words) if line.period in known else line.period,
                "ran_at": line.ran_at,
                "kept_from": line.first_day_kept,
                "table": line.table,
                "rows": line.rows,
                "error": line.error,
            }
            for line in found
        ],
        "total": sum(line.rows for line in found),
        "failed": any(line.error for line in found),
        "day": found[0].day if found else day,
        "days": days_with_runs(actor),
        "periods": [
            {
                "what": words.say(one.words),
                "days": one.days,
                "from": words.say(one.from_) if one.from_ else "",
                "why": words.say(one.why) if one.why else "",
                "mark": one.mark,
                "source": one.source,
            }
            for one in periods()
        ],
        "sees_desk": may_see_desk(actor),
    }
    return render(request, "office/privacy/retention.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
