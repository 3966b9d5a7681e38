"""Files the report of a case on the form of the day."""

import json
from collections.abc import Mapping
from typing import Final

from django.db import transaction

from antoan.domains.cases.errors import CaseVoid, ReportsFull, ReportUnreadable
from antoan.domains.cases.forms import form_on, read_answers
from antoan.domains.cases.models import CaseReport
from antoan.domains.cases.permissions import REPORT
from antoan.domains.cases.queries.access import file_in
from antoan.domains.cases.values import CaseState, ReportView
from antoan.domains.people.queries import identity_of
from antoan.domains.people.values import PersonView
from antoan.foundation.accounts.actor import Actor, already_allowed
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock

REPORTS_PER_CASE_MAX: Final = 20


@transaction.atomic
def file_report(*, actor: Actor, file_id: int, sent: Mapping[str, str]) -> ReportView:
    """File a report: what was filled in, with who the person is as the record says today.

    The same answers again are the same report. ReportUnreadable names the faulty fields in `faulty`; CaseVoid.
    """
    row = file_in(actor, file_id, REPORT, lock=True)
    if row.state == CaseState.VOID:
        raise CaseVoid
    now = clock.now()
    form = form_on(clock.local_date(now))
    answers, faulty = read_answers(form, sent, today=clock.local_date(now))
    if faulty:
        raise ReportUnreadable(faulty=faulty)
    answers |= known_of(identity_of(already_allowed(actor), row.person_id, purpose="case report"))
    last = row.reports.order_by("-id").first()
    if last is not None and last.form == form.id and json.loads(last.answers) == answers:
        return ReportView(last.pk, last.form, answers, last.filed_at, last.is_late)
    if row.reports.count() >= REPORTS_PER_CASE_MAX:
        raise ReportsFull
    is_late = row.reported_at is None and row.due_at is not None and now > row.due_at
    filed = CaseReport.objects.create(
        case=row,
        form=form.id,
        answers=json.dumps(answers, ensure_ascii=False),
        filed_at=now,
        filed_by=actor.account_id,
        is_late=is_late,
    )
    if row.reported_at is None:
        row.reported_at = now
        row.save(update_fields=["reported_at", "updated_at"])
    record_decision(
        actor, action="cases.report.file", object_kind="case", object_id=row.pk, person_id=row.person_id,
        detail={"form": form.id},
    )  # fmt: skip
    return ReportView(filed.pk, filed.form, answers, now, is_late)


def known_of(person: PersonView) -> dict[str, str]:
    """Return the fields of a form that a person's record fills in. Pure."""
    known = {
        "name": person.full_name,
        "number": person.identity_number or "",
        "born": person.birth.on.isoformat() if person.birth.is_day_known else str(person.birth.on.year),
        "gender": person.gender.value,
        "nationality": person.nationality,
        "phone": ", ".join(person.phones),
        "address": person.address,
    }
    return {key: text for key, text in known.items() if text}
