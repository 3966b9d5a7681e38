"""An area's body approves a list, refuses it, or ends it before its time."""

from datetime import date, datetime

from django.db import transaction

from antoan.domains.units.queries import unit_for
from antoan.domains.workers.errors import OverQuota
from antoan.domains.workers.list_values import ListState, ListView, StepKind
from antoan.domains.workers.models import ListEntry, Quota, SubmittedList, Worker
from antoan.domains.workers.queries.checking import Check, check_rows
from antoan.domains.workers.queries.lists import list_to_decide, view_of, written_findings
from antoan.domains.workers.rules.approval import check_in_force, check_waits, checked_end, readable_reason
from antoan.domains.workers.rules.quotas import holds, is_over_quota
from antoan.domains.workers.services.steps import stepped
from antoan.domains.workers.telling import tell_unit
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock


@transaction.atomic
def approve_list(*, actor: Actor, list_id: int, valid_until: date, words: str = "") -> ListView:
    """Approve a list as it is now, without those who left it meanwhile; approving twice is approving once.

    The unit's former list gives way. ListNotFound, ListDecided, TermUnreadable; OverQuota; ReasonMissing when
    conditions are not met and nobody says why it is approved all the same.
    """
    row = list_to_decide(actor, list_id, lock=True)
    if row.state == ListState.APPROVED and row.valid_until == valid_until:
        return view_of(row)
    check_waits(ListState(row.state))
    now = clock.now()
    end = checked_end(valid_until, clock.local_date(now))
    check = checked_again(row, now)
    if is_over_quota(check.found):
        raise OverQuota
    row.reason = "" if holds(check.found) and not words.strip() else readable_reason(words)
    _replace_former(actor, row, now)
    row.state, row.valid_until = ListState.APPROVED, end
    _decided(actor, row, StepKind.APPROVED, now)
    tell_unit(
        row.unit_id,
        "approved",
        key=f"list:{row.number}:approved",
        number=str(row.number),
        until=f"{end:%d/%m/%Y}",
    )
    return view_of(row)


@transaction.atomic
def refuse_list(*, actor: Actor, list_id: int, words: str) -> ListView:
    """Refuse a list with the reason, which the unit reads; refusing twice is refusing once."""
    row = list_to_decide(actor, list_id, lock=True)
    if row.state == ListState.REFUSED:
        return view_of(row)
    check_waits(ListState(row.state))
    row.reason, row.state = readable_reason(words), ListState.REFUSED
    _decided(actor, row, StepKind.REFUSED, clock.now())
    tell_unit(row.unit_id, "refused", key=f"list:{row.number}:refused", number=str(row.number))
    return view_of(row)


@transaction.atomic
def revoke_list(*, actor: Actor, list_id: int, words: str) -> ListView:
    """End an approved list before its time, with the reason; twice is once."""
    row = list_to_decide(actor, list_id, lock=True)
    if row.state == ListState.REVOKED:
        return view_of(row)
    check_in_force(ListState(row.state))
    row.reason, row.state = readable_reason(words), ListState.REVOKED
    _decided(actor, row, StepKind.REVOKED, clock.now())
    tell_unit(row.unit_id, "revoked", key=f"list:{row.number}:revoked", number=str(row.number))
    return view_of(row)


def checked_again(row: SubmittedList, now: datetime) -> Check:
    """Check those of a list who are still on it, and note the numbers in the row (not saved)."""
    if row.quota_id is not None:
        Quota.objects.select_for_update().filter(pk=row.quota_id).first()  # Two approvals share a total.
    entries = ListEntry.objects.filter(submitted=row).values("worker")
    still = Worker.objects.filter(pk__in=entries, ended_at__isnull=True).select_related("cohort")
    check = check_rows(unit_for(SYSTEM, row.unit_id), tuple(still), now)
    row.workers, row.findings, row.holds = len(check.rows), written_findings(check.found), holds(check.found)
    row.quota = check.quota
    return check


def _replace_former(actor: Actor, row: SubmittedList, now: datetime) -> None:
    former = (
        SubmittedList.objects.select_for_update().filter(unit=row.unit_id, state=ListState.APPROVED).first()
    )
    if former is not None:
        former.state = ListState.REPLACED
        stepped(former, StepKind.REPLACED, actor=actor, at=now)


def _decided(actor: Actor, row: SubmittedList, kind: StepKind, now: datetime) -> None:
    row.decided_at, row.decided_by_account_id = now, actor.account_id
    stepped(row, kind, actor=actor, at=now, words=row.reason)
    record_decision(
        actor, action=f"workers.list.{kind}", object_kind="unit", object_id=row.unit_id,
        detail={"number": row.number, "workers": row.workers, "holds": row.holds},
    )  # fmt: skip
