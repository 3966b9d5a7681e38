"""Who looked at a citizen's data, day by day, and how to say that a look was not right."""

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from antoan.domains.privacy import queries
from antoan.domains.privacy.queries import Look
from antoan.domains.privacy.services.asking import ask
from antoan.domains.privacy.values import NewRequest, RequestKind
from antoan.entrypoints.web.citizen.correcting.whom import looked_at, query_of
from antoan.entrypoints.web.citizen.frame import framed
from antoan.entrypoints.web.citizen.rights.ids import sent_id
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.correcting.forms import WordsForm
from antoan.entrypoints.web.shared.rights.looks import action_text, office_text, purpose_text
from antoan.entrypoints.web.shared.rights.sayings import saying
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@dataclass(frozen=True, slots=True)
class Line:
    """What one office did of one kind on one day; `times` when it was more than once. `id` is the newest entry."""

    id: int
    office: str
    what: str
    why: str
    first_at: datetime
    last_at: datetime
    times: int


@login_required
@require_safe
@never_cache
def looks(request: HttpRequest) -> HttpResponse:
    """Show a page of looks, newest first, what belongs together in one line."""
    person_id = looked_at(request)
    if person_id is None:
        return render(request, "citizen/nobody.html")
    before = request.GET.get("before", "")
    mark = int(before) if before.isascii() and before.isdecimal() and len(before) <= 18 else None
    page = queries.looks_at(actor_of(request), person_id, before=mark)
    context = {
        "days": [
            {"day": day, "lines": _lines(list(of_day))}
            for day, of_day in groupby(page.looks, key=lambda look: clock.local_date(look.at))
        ],
        "next": query_of(request, person_id, before=str(page.before)) if page.before else "",
    }
    return render(request, "citizen/rights/looks.html", framed(request, person_id) | context)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, entry_id: int) -> HttpResponse:
    """Show one look, and take the words of who thinks it was not right: the auditor answers."""
    person_id = looked_at(request)
    actor = actor_of(request)
    look = None if person_id is None else queries.look_for(actor, person_id, entry_id)
    if person_id is None or look is None:
        raise Http404
    form = WordsForm(request.POST or None, label=_("Vì sao bạn thấy không đúng?"))
    fault = ""
    if request.method == "POST" and form.is_valid():
        new = NewRequest(
            sent_id(request, "request"),
            person_id,
            RequestKind.LOOK,
            words=form.cleaned_data["words"],
            look=look.id,
        )
        try:
            return redirect("my_request", ask(actor=actor, request=new).number)
        except AntoanError as error:
            if error.status in {403, 404}:
                raise
            if number := error.context.get("number"):
                return redirect("my_request", number)
            fault = saying(error)
    context = {
        "line": _line([look]),
        "form": form,
        "fault": fault,
        "person_id": person_id,
        "request_id": request.POST.get("request") or uuid4(),
        "query": query_of(request, person_id),
    }
    status = 422 if fault or (request.method == "POST" and form.errors) else 200
    return render(request, "citizen/rights/look.html", context, status=status)


def _lines(of_day: list[Look]) -> list[Line]:
    """Group what one office did of one kind for one reason on a day; the newest group first."""
    groups: dict[tuple[str, str, str], list[Look]] = {}
    for look in of_day:
        key = (office_text(look), action_text(look.action), purpose_text(look.purpose))
        groups.setdefault(key, []).append(look)
    return [_line(group) for group in groups.values()]


def _line(group: list[Look]) -> Line:
    newest, oldest = group[0], group[-1]
    return Line(
        id=newest.id,
        office=office_text(newest),
        what=action_text(newest.action),
        why=purpose_text(newest.purpose),
        first_at=_minute(oldest.at),
        last_at=_minute(newest.at),
        times=len(group),
    )


def _minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)
