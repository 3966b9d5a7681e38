"""A unit submits its list, or takes it back."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max

from antoan.domains.units.values import UnitView
from antoan.domains.workers.errors import ContactMissing, ListEmpty, ListNotFound, ListWaits, OverQuota
from antoan.domains.workers.list_values import ListState, ListView, PlanKind, StepKind
from antoan.domains.workers.models import ListEntry, SubmittedList, UnitContact
from antoan.domains.workers.permissions import MANAGE
from antoan.domains.workers.queries.access import unit_with_list
from antoan.domains.workers.queries.bodies import body_of
from antoan.domains.workers.queries.checking import Check, check_list
from antoan.domains.workers.queries.lists import view_of, written_findings
from antoan.domains.workers.rules.approval import check_waits, decision_due, readable_plan
from antoan.domains.workers.rules.quotas import holds, is_over_quota
from antoan.domains.workers.services.steps import stepped
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def submit_list(*, actor: Actor, unit_id: int, plan_kind: PlanKind, plan_note: str) -> ListView:
    """Submit everybody on the list to the body of the unit's area.

    ListEmpty; ContactMissing; OverQuota; PlanTooLong; ListWaits while an earlier one waits (sent twice, too).
    Conditions that are not met do not stop it: the body sees the numbers and decides.
    """
    unit = unit_with_list(actor, unit_id, MANAGE)
    contact = (
        UnitContact.objects.select_for_update().filter(unit=unit_id).first()
    )  # One submission at a time.
    if contact is None:
        raise ContactMissing
    if SubmittedList.objects.filter(unit=unit_id, state=ListState.SUBMITTED).exists():
        raise ListWaits
    note, now = readable_plan(plan_note), clock.now()
    check = check_list(unit, now)
    if not check.rows:
        raise ListEmpty
    if is_over_quota(check.found):
        raise OverQuota
    row = _new(actor, unit, check, now)
    row.plan_kind, row.plan_note = plan_kind, note
    stepped(row, StepKind.SUBMITTED, actor=actor, at=now)
    ListEntry.objects.bulk_create([ListEntry(submitted=row, worker=worker) for worker in check.rows])
    record_decision(
        actor, action="workers.list.submit", object_kind="unit", object_id=unit_id,
        detail={"number": row.number, "workers": row.workers},
    )  # fmt: skip
    return view_of(row)


@transaction.atomic
def withdraw_list(*, actor: Actor, unit_id: int, number: int) -> ListView:
    """Take a list back before it is decided; twice is once. ListNotFound, ListDecided."""
    unit_with_list(actor, unit_id, MANAGE)
    rows = SubmittedList.objects.select_for_update(of=("self",)).select_related("unit", "area")
    row = rows.filter(unit=unit_id, number=number).first()
    if row is None:
        raise ListNotFound
    if row.state != ListState.WITHDRAWN:
        check_waits(ListState(row.state))
        row.state = ListState.WITHDRAWN
        stepped(row, StepKind.WITHDRAWN, actor=actor, at=clock.now())
    return view_of(row)


def _new(actor: Actor, unit: UnitView, check: Check, now: datetime) -> SubmittedList:
    last = SubmittedList.objects.filter(unit=unit.id).aggregate(last=Max("number"))["last"] or 0
    body = body_of(unit.ward_id, clock.local_date(now))
    return SubmittedList(
        unit_id=unit.id,
        number=last + 1,
        state=ListState.SUBMITTED,
        area_id=None if body is None else body.id,
        workers=len(check.rows),
        findings=written_findings(check.found),
        holds=holds(check.found),
        quota=check.quota,
        submitted_at=now,
        submitted_by_account_id=actor.account_id,
        due_at=decision_due(now),
    )
