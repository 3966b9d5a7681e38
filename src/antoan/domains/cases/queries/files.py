"""The list of cases, a page at a time, and one of them with its reports."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from antoan.domains.areas.queries import areas_within
from antoan.domains.cases.models import CaseFile
from antoan.domains.cases.permissions import REPORT
from antoan.domains.cases.queries.access import file_in, files_reached_by
from antoan.domains.cases.rules import report_state
from antoan.domains.cases.values import Basis, CaseFileView, CaseState, ReportState, ReportView
from antoan.domains.passes.queries import labels_of
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read, record_reads
from antoan.kit import clock

PAGE_CASES_MAX: Final = 25
_ID_DIGITS_MAX: Final = 18


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """What a list is narrowed to; empty members narrow nothing."""

    ward_id: int | None = None
    state: CaseState | None = None
    since: date | None = None
    until: date | None = None
    report: ReportState | None = None
    outbreak_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CasePage:
    """One page of the list, newest first. `next_after` continues it; "" at the end."""

    cases: tuple[CaseFileView, ...]
    next_after: str


def case_list(actor: Actor, wanted: CaseFilter, *, after: str = "", now: datetime | None = None) -> CasePage:
    """Return a page of the cases of the actor's wards; everybody in it is a label, and finds it in the trail."""
    now = now or clock.now()
    rows = _narrowed(files_reached_by(actor), wanted, now)
    found = list(
        _from(rows, after).select_related("ward").order_by("-confirmed_on", "-id")[: PAGE_CASES_MAX + 1]
    )
    page, has_more = found[:PAGE_CASES_MAX], len(found) > PAGE_CASES_MAX
    people = {row.person_id for row in page}
    record_reads(actor, action="cases.list", object_kind="person", person_ids=sorted(people), purpose="case")
    labels = labels_of(people)
    return CasePage(
        tuple(view_of(row, labels.get(row.person_id, ""), now) for row in page),
        f"{page[-1].confirmed_on.isoformat()}|{page[-1].pk}" if has_more else "",
    )


def overdue_count(actor: Actor, now: datetime) -> int:
    """Return how many cases of the actor's wards should have been reported by now."""
    return _narrowed(files_reached_by(actor), CaseFilter(report=ReportState.OVERDUE), now).count()


def case_file(actor: Actor, file_id: int) -> CaseFileView:
    """Return one case; the reading is in the trail of its person. CaseFileNotFound."""
    row = file_in(actor, file_id)
    record_read(
        actor, action="cases.read", object_kind="case", object_id=row.pk, person_id=row.person_id, purpose="case"
    )  # fmt: skip
    return view_of(row, labels_of([row.person_id]).get(row.person_id, ""), clock.now())


def reports_of(actor: Actor, file_id: int) -> list[ReportView]:
    """Return the reports of a case, the newest first, to whoever reports; the reading is in the trail."""
    row = file_in(actor, file_id, REPORT)
    record_read(
        actor, action="cases.report.read", object_kind="case", object_id=row.pk, person_id=row.person_id,
        purpose="case",
    )  # fmt: skip
    return [
        ReportView(report.pk, report.form, json.loads(report.answers), report.filed_at, report.is_late)
        for report in row.reports.order_by("-id")
    ]


def view_of(row: CaseFile, label: str, now: datetime) -> CaseFileView:
    """Return a row as others see it."""
    return CaseFileView(
        id=row.pk,
        person_id=row.person_id,
        infection_id=row.infection_id,
        label=label,
        ward_id=row.ward_id,
        ward_name=row.ward.name if row.ward else "",
        disease=row.disease,
        group=row.group,
        basis=Basis(row.basis),
        state=CaseState(row.state),
        confirmed_on=row.confirmed_on,
        recovered_on=row.recovered_on,
        noticed_at=row.noticed_at,
        due_at=row.due_at,
        reported_at=row.reported_at,
        report=report_state(due_at=row.due_at, reported_at=row.reported_at, now=now),
        outbreak_id=row.outbreak_id,
    )


def may_report(actor: Actor) -> bool:
    """Tell whether the actor reports cases anywhere."""
    return actor.is_system or bool(actor.grants_of(REPORT))


def _narrowed(rows: QuerySet[CaseFile], wanted: CaseFilter, now: datetime) -> QuerySet[CaseFile]:
    rows = rows.filter(state=wanted.state) if wanted.state else rows.exclude(state=CaseState.VOID)
    if wanted.ward_id is not None:
        rows = rows.filter(ward__in=areas_within(wanted.ward_id))
    if wanted.since:
        rows = rows.filter(confirmed_on__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(confirmed_on__lte=wanted.until)
    if wanted.outbreak_id:
        rows = rows.filter(outbreak=wanted.outbreak_id)
    match wanted.report:
        case ReportState.OVERDUE:
            return rows.filter(reported_at__isnull=True, due_at__lt=now)
        case ReportState.WAITING:
            return rows.filter(reported_at__isnull=True, due_at__gte=now)
        case ReportState.REPORTED:
            return rows.filter(reported_at__isnull=False)
    return rows


def _from(rows: QuerySet[CaseFile], after: str) -> QuerySet[CaseFile]:
    """Continue a list behind a mark; one that cannot be read begins anew."""
    text, _, number = after.partition("|")
    try:
        day, last_id = date.fromisoformat(text), int(number[:_ID_DIGITS_MAX])
    except ValueError:
        return rows
    # The first condition alone is what the index is entered by.
    return rows.filter(confirmed_on__lte=day).filter(Q(confirmed_on__lt=day) | Q(id__lt=last_id))
