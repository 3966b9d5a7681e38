"""What is recorded of somebody, on paper: handed to a person who has no smartphone to read it on."""

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from antoan.domains.cards.permissions import PRINT
from antoan.domains.codes.queries import CodeInForce, code_in_force
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.people.heads import head_of
from antoan.domains.people.queries import identity_of, require_over_person
from antoan.domains.people.values import PersonView
from antoan.domains.records.permissions import READ as READ_RECORDS
from antoan.entrypoints.web.citizen.paper import sheet_of
from antoan.entrypoints.web.office.people.reach import require_in_area
from antoan.entrypoints.web.office.people.reasons import reason_for
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.entrypoints.web.shared.cards.words import saying
from antoan.entrypoints.web.shared.downloads import download
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import CITY
from antoan.kit import clock
from antoan.kit.errors import AntoanError


@login_required
@require_POST
def sheet(request: HttpRequest, resident_id: int) -> HttpResponse:
    """Hand out the A4 sheet with somebody's verified records and code; the reason was asked on the person's page."""
    actor, now = actor_of(request), clock.now()
    for permission in (PRINT, READ_RECORDS):
        require_in_area(actor, permission)
        require_over_person(actor, permission, resident_id)
    reason = reason_for(request, resident_id)
    if not reason:
        return redirect("desk_person", resident_id)
    person = identity_of(actor, resident_id, purpose=reason)
    try:
        content = sheet_of(actor, (person, _masked_code(person, now), now), purpose=reason)
    except AntoanError as error:
        messages.error(request, saying(error))
        return redirect("desk_person", resident_id)
    return download(content, "thong-tin.pdf", "application/pdf")


def _masked_code(person: PersonView, now: datetime) -> CodeInForce:
    """Return the code for paper; the installation issues one where there is none, as for everybody who prints."""
    today = clock.local_date(now)
    held = code_in_force(actor=SYSTEM, qid=person.qid, scope=CITY, today=today, masked=True)
    if held is None:
        issue_personal_code(actor=SYSTEM, subject=head_of(person), masked=True)
        held = code_in_force(actor=SYSTEM, qid=person.qid, scope=CITY, today=today, masked=True)
    assert held is not None
    return held
