"""What can be believed of a health record. Pure.

A record that raises a doubt is kept in quarantine with its reasons and does not count (lesson L27).
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from antoan.domains.records.values import (
    IMPOSSIBLE,
    SELF_DECLARED,
    Case,
    Doubt,
    NewIsolation,
    NewTestResult,
    RecordState,
    TestKind,
    TestOutcome,
)
from antoan.kit.clock import local_date

CLOCK_SKEW_MAX: Final = timedelta(minutes=5)
EPIDEMIC_BEGAN_ON: Final = date(2019, 12, 1)  # [M] unconfirmed: first known cases of COVID-19
DIAGNOSTIC: Final = frozenset({TestKind.PCR, TestKind.RAPID})  # Antibodies prove no infection of today.
# Our own bounds, not official: the longest order on record was 21 days [M].
ISOLATION_DAYS_MAX: Final = 60
ISOLATION_DAYS_AHEAD_MAX: Final = 7
# The shortest case that any rule of domain.md §5.4 let end (261/QĐ-BYT of 31/1/2022: 7 days).
CASE_DAYS_MIN: Final = 7
REASON_LETTERS_MIN: Final = 5


def state_of(source: str, doubts: Sequence[Doubt]) -> RecordState:
    """Return how far a new record is trusted."""
    if doubts:
        return RecordState.QUARANTINED
    return RecordState.UNVERIFIED if source == SELF_DECLARED else RecordState.VERIFIED


def can_be_verified(doubts: Iterable[Doubt]) -> bool:
    """Tell whether somebody may vouch for a record in spite of its doubts."""
    return not IMPOSSIBLE.intersection(doubts)


def doubts_about_day(day: date, born_on: date, latest: date) -> list[Doubt]:
    """Judge the day of any record."""
    doubts = [Doubt.FUTURE] if day > latest else []
    return [*doubts, Doubt.BEFORE_BIRTH] if day < born_on else doubts


def doubts_about_test(result: NewTestResult, *, born_on: date, now: datetime) -> tuple[Doubt, ...]:
    """Judge a test result."""
    doubts = doubts_about_day(local_date(result.sampled_at), born_on, local_date(now))
    if result.sampled_at > now + CLOCK_SKEW_MAX and Doubt.FUTURE not in doubts:
        doubts.append(Doubt.FUTURE)
    if local_date(result.sampled_at) < EPIDEMIC_BEGAN_ON:
        doubts.append(Doubt.BEFORE_EPIDEMIC)
    if result.resulted_at is not None and result.resulted_at < result.sampled_at:
        doubts.append(Doubt.RESULT_BEFORE_SAMPLE)
    return tuple(doubts)


def doubts_about_case(confirmed_on: date, *, born_on: date, today: date) -> tuple[Doubt, ...]:
    """Judge the day on which a case was confirmed."""
    doubts = doubts_about_day(confirmed_on, born_on, today)
    if confirmed_on < EPIDEMIC_BEGAN_ON:
        doubts.append(Doubt.BEFORE_EPIDEMIC)
    return tuple(doubts)


def doubts_about_isolation(order: NewIsolation, *, born_on: date, today: date) -> tuple[Doubt, ...]:
    """Judge an order; it may begin some days ahead."""
    latest = today + timedelta(days=ISOLATION_DAYS_AHEAD_MAX)
    doubts = doubts_about_day(order.starts_on, born_on, latest)
    if (order.ends_on - order.starts_on).days >= ISOLATION_DAYS_MAX:
        doubts.append(Doubt.PERIOD_TOO_LONG)
    return tuple(doubts)


def proves_infection(*, kind: str, outcome: str, state: str) -> bool:
    """Tell whether a test makes its person a case."""
    return state == RecordState.VERIFIED and outcome == TestOutcome.POSITIVE and kind in DIAGNOSTIC


def opens_case(sampled_on: date, cases: Iterable[Case]) -> bool:
    """Tell whether a positive sample begins a case: not while one is open, nor if an ended one covers that day."""
    return not any(case.state == RecordState.VERIFIED and _covers(case, sampled_on) for case in cases)


def _covers(case: Case, day: date) -> bool:
    """Tell whether a case had not ended before the day; only a recovery with its proof ends one."""
    has_ended = case.recovered_on is not None and bool(case.recovery_proof)
    return not has_ended or (case.recovered_on is not None and day <= case.recovered_on)


def can_recover_on(recovered_on: date, *, confirmed_on: date, today: date) -> bool:
    """Tell whether a case may end on this day."""
    return confirmed_on + timedelta(days=CASE_DAYS_MIN) <= recovered_on <= today
