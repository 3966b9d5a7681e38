"""Reads whom and when a command asks for."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries.bulk import people_named
from antoan.domains.records.queries.bulk import cases_of
from antoan.domains.records.values import RecordState
from antoan.domains.tracing.errors import EngineUnknown
from antoan.domains.tracing.parameters import scoring_on
from antoan.domains.tracing.services.tracing import ENGINES, PersonCase
from antoan.kit.clock import day_end, day_start, parse_moment
from antoan.kit.errors import BadInput

DAYS_UNLESS_TOLD: Final = 14


class TimesUnreadable(BadInput):
    """These are no times to trace between."""

    code = "tracing:times:unreadable"


def case_of(person_id: int, *, since: str, until: str, onset: date | None, now: datetime) -> PersonCase:
    """Return a person with the time in which they infect, as asked or as their last infection (`onset`) says."""
    first, last = _usual_days(onset, now)
    begins = moment(since, is_end=False) or first
    ends = moment(until, is_end=True) or (min(last, now) if not since else now)
    if begins >= ends:
        raise TimesUnreadable(f"--to ({ends.isoformat()}) must lie after --from ({begins.isoformat()}).")
    return PersonCase(person_id, begins, ends, onset)


def moment(text: str, *, is_end: bool) -> datetime | None:
    """Read a moment, or a day: its first moment, or as an end the first moment after it; None for nothing."""
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        pass
    else:
        return day_end(day) if is_end else day_start(day)
    try:
        return parse_moment(text)
    except ValueError as error:
        raise TimesUnreadable(f"{text!r} is no time: {error}.") from None


def person_named(text: str) -> int:
    """Return whom a QID or an id names; PersonNotFound."""
    found = people_named([text]).get(text)
    if found is None:
        raise PersonNotFound(f"Nobody has the QID or id {text!r}.")
    return found


def check_engine(name: str) -> None:
    """Raise EngineUnknown unless there is such an engine."""
    if name not in ENGINES:
        raise EngineUnknown(f"There is no engine {name!r}. Choose from: {', '.join(ENGINES)}.")


def last_confirmations(person_ids: Sequence[int]) -> dict[int, date]:
    """Return the day on which the last infection of each was confirmed, of those who had one."""
    found: dict[int, date] = {}
    for case in cases_of(person_ids):
        if case.state == RecordState.VERIFIED:
            known = found.get(case.person_id, case.confirmed_on)
            found[case.person_id] = max(known, case.confirmed_on)
    return found


def _usual_days(onset: date | None, now: datetime) -> tuple[datetime, datetime]:
    if onset is None:
        return now - timedelta(days=DAYS_UNLESS_TOLD), now
    window = scoring_on(onset).window
    return (
        day_start(onset - timedelta(days=window.days_before)),
        day_end(onset + timedelta(days=window.days_after)),
    )
