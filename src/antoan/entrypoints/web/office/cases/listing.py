"""The list of cases, narrowed by ward, state, days and report, a page at a time."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from antoan.domains.cases.diseases import listed_on
from antoan.domains.cases.permissions import READ
from antoan.domains.cases.queries.files import CaseFilter, case_list, overdue_count
from antoan.domains.cases.values import CaseFileView, CaseState, ReportState
from antoan.domains.codes.permissions import FIND_SPOKEN
from antoan.entrypoints.web.office.cases import words
from antoan.entrypoints.web.office.cases.doing import day_of, number_of
from antoan.entrypoints.web.office.people.reach import wards_of
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.kit import clock


@login_required
@never_cache
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """Show a page of the cases one reaches."""
    actor, asked, now = actor_of(request), request.GET, clock.now()
    wards = wards_of(actor, READ)
    ward_id = number_of(asked.get("ward", ""))
    state, report = asked.get("state", ""), asked.get("report", "")
    wanted = CaseFilter(
        ward_id=ward_id if ward_id in {ward.id for ward in wards} else None,
        state=CaseState(state) if state in set(CaseState) else None,
        since=day_of(asked.get("since", "")),
        until=day_of(asked.get("until", "")),
        report=ReportState(report) if report in set(words.ASKED_REPORTS) else None,
    )
    page = case_list(actor, wanted, after=asked.get("after", ""), now=now)
    kept = {key: asked[key] for key in ("ward", "state", "since", "until", "report") if asked.get(key)}
    listing = listed_on(clock.local_date(now))
    context = {
        "rows": [row_of(one) for one in page.cases],
        "next": f"?{urlencode(kept | {'after': page.next_after})}" if page.next_after else "",
        "wards": wards,
        "states": words.STATES.items(),
        "reports": [(one.value, words.REPORTS[one]) for one in words.ASKED_REPORTS],
        "asked": wanted,
        "overdue": overdue_count(actor, now),
        "may_find": bool(actor.grants_of(FIND_SPOKEN)),
        "disease": listing.name.say(get_language()),
        "listing": listing,
        "delay": words.DELAYS[listing.delay],
    }
    return render(request, "office/cases/list.html", context)


def row_of(one: CaseFileView) -> dict[str, Any]:
    """Return a case as a list shows it."""
    return {
        "case": one,
        "state": words.STATES[one.state],
        "report": words.REPORTS[one.report],
        "is_overdue": one.report is ReportState.OVERDUE,
        "is_waiting": one.report is ReportState.WAITING,
    }
