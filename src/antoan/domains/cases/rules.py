"""By when a case is reported, how far that is, and when an outbreak is over. Pure."""

from datetime import date, datetime, timedelta
from typing import Final

from antoan.domains.cases.diseases import Closing
from antoan.domains.cases.values import Basis, CaseState, Delay, ReportState
from antoan.domains.records.values import AUTHORITY, Case, RecordState
from antoan.kit.clock import day_end, local_date

_HOURS: Final = {Delay.HOURS_24: 24, Delay.HOURS_48: 48}
_SUNDAY: Final = 6


def due_after(noticed_at: datetime, delay: Delay) -> datetime:
    """Return by when a case is reported: hours after it was known, or the end of that city week (our reading [I])."""
    if delay in _HOURS:
        return noticed_at + timedelta(hours=_HOURS[delay])
    day = local_date(noticed_at)
    return day_end(day + timedelta(days=_SUNDAY - day.weekday()))


def report_state(*, due_at: datetime | None, reported_at: datetime | None, now: datetime) -> ReportState:
    """Tell how far the report of a case is. At its very deadline it is still in time."""
    if reported_at is not None:
        return ReportState.LATE if due_at is not None and reported_at > due_at else ReportState.REPORTED
    if due_at is None:
        return ReportState.UNASKED
    return ReportState.OVERDUE if now > due_at else ReportState.WAITING


def state_of(infection: Case) -> CaseState:
    """Tell how an infection stands; only a recovery with its proof ends one."""
    if infection.state != RecordState.VERIFIED:
        return CaseState.VOID
    has_recovered = infection.recovered_on is not None and bool(infection.recovery_proof)
    return CaseState.RECOVERED if has_recovered else CaseState.ACTIVE


def basis_of(infection: Case) -> Basis:
    """Tell what made somebody a case."""
    return Basis.AUTHORITY if infection.source.startswith(AUTHORITY) else Basis.TEST


def closes_from(*, began_on: date, last_case_on: date | None, rule: Closing) -> date:
    """Return the first day on which an outbreak may be closed: whole days without a new case lie behind."""
    return max(began_on, last_case_on or began_on) + timedelta(days=rule.days + 1)
