"""The list of people looked after at home: alarms first, then those who told nothing."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.care.permissions import READ, SET_LINE, WATCH_AREA, WORK
from antoan.domains.care.queries import care_desk
from antoan.domains.care.values import DeskRow, Urgency
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.caring import words
from antoan.kit import clock
from antoan.kit.errors import Forbidden


@login_required
@never_cache
@require_safe
def care(request: HttpRequest) -> HttpResponse:
    """Show who is looked after, the most urgent first, a page at a time."""
    actor = actor_of(request)
    if not actor.grants_of(READ):
        raise Forbidden
    text = request.GET.get("urgency", "")
    urgency = Urgency(int(text)) if text in {str(one.value) for one in Urgency} else None
    page = care_desk(actor, urgency=urgency, after=request.GET.get("after", ""))
    now = clock.now()
    context = {
        "rows": [_row(one, page.labels, now) for one in page.rows],
        "next": f"?{urlencode({'urgency': text, 'after': page.next_after})}" if page.next_after else "",
        "counts": [(one, words.URGENCIES[one], page.counts[one], one is urgency) for one in Urgency],
        "total": sum(page.counts.values()),
        "is_all": urgency is None,
        "may_open": bool(actor.grants_of(WORK)),
        "may_set": bool(actor.grants_of(SET_LINE) or actor.grants_of(WATCH_AREA)),
    }
    return render(request, "office/care/list.html", context)


def _row(one: DeskRow, labels: dict[int, str], now: datetime) -> dict[str, Any]:
    return {
        "id": one.episode.id,
        "person": labels.get(one.episode.person_id, ""),
        "kind": words.KINDS[one.episode.kind],
        "team": one.episode.team,
        "day": (clock.local_date(now) - one.episode.began_on).days,
        "urgency": words.URGENCIES[one.urgency],
        "is_alarm": one.urgency in (Urgency.ALARM, Urgency.ANSWERED),
        "is_open_alarm": one.urgency is Urgency.ALARM,
        "level": words.LEVELS.get(one.level, "") if one.level > 1 else "",
        "due_at": one.due_at,
        "is_late": one.due_at is not None and now >= one.due_at,
        "missed": one.missed_days,
        "told_at": one.last_reading_at,
    }
