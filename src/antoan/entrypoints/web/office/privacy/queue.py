"""The list of requests that are to be decided, by deadline."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.passes.queries import labels_of
from antoan.domains.privacy.permissions import RETENTION
from antoan.domains.privacy.queries import request_queue
from antoan.domains.privacy.queries.queue import kinds_decided_by, may_see_desk
from antoan.domains.privacy.rules import is_late
from antoan.domains.privacy.values import RequestKind, RequestState, RequestView
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.rights import words
from antoan.kit import clock, spoken
from antoan.kit.errors import Forbidden


@dataclass(frozen=True, slots=True)
class Row:
    """One request in the list. `may_open`: who only oversees reads the line and no more."""

    number: str
    shown: str
    person: str
    title: str
    state: str
    due: str
    is_late: bool
    is_held: bool
    may_open: bool


@login_required
@require_safe
@never_cache
def requests(request: HttpRequest) -> HttpResponse:
    """Show unfinished requests by deadline, a page at a time."""
    actor = actor_of(request)
    if not may_see_desk(actor):
        raise Forbidden
    decided_here = kinds_decided_by(actor)
    kind = _one_of(RequestKind, request.GET.get("kind", ""))
    state = _one_of(RequestState, request.GET.get("state", ""))
    page = request_queue(actor, kind=kind, state=state, after=request.GET.get("after", ""))
    labels = labels_of(view.person_id for view in page.requests)
    now = clock.now()
    chosen = {"kind": request.GET.get("kind", ""), "state": request.GET.get("state", "")}
    context = {
        "rows": [_row(view, labels, now, may_open=view.kind in decided_here) for view in page.requests],
        "next": f"?{urlencode(chosen | {'after': page.next_after})}" if page.next_after else "",
        "kinds": [(one.value, words.KINDS[one]) for one in RequestKind if one in decided_here],
        "states": [(one.value, words.STATES[one]) for one in RequestState],
        "kind": kind,
        "state": state,
        "sees_retention": bool(actor.grants_of(RETENTION)),
        "is_overseer": not decided_here,
    }
    return render(request, "office/privacy/queue.html", context)


def _row(view: RequestView, labels: dict[int, str], now: datetime, *, may_open: bool) -> Row:
    is_open = view.state is RequestState.OPEN
    return Row(
        number=view.number,
        shown=spoken.show(view.number),
        person=labels.get(view.person_id, ""),
        title=str(words.KINDS[view.kind]),
        state=str(words.STATES[view.state]),
        due=words.last_day(view.reply_due_at if is_open else view.due_at),
        is_late=is_late(view.state, reply_due_at=view.reply_due_at, due_at=view.due_at, now=now),
        is_held=bool(view.held_by),
        may_open=may_open,
    )


def _one_of(kinds: Any, text: str) -> Any:
    return kinds(text) if text in set(kinds) else None
