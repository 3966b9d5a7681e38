"""Decides when somebody is reminded to check out. Pure."""

from datetime import datetime, time, timedelta
from typing import Final

from antoan.kit import clock

# Our own figures, not official ones.
REMINDERS_PER_STAY_MAX: Final = 2
REMINDERS_PER_DAY_MAX: Final = 6  # Messages to one person, whatever they visit.
REMIND_BEFORE: Final = timedelta(minutes=10)  # Of the usual stay's end ...
REMIND_AFTER: Final = timedelta(minutes=20)  # ... and once more after it.
STAY_REMINDED_MIN: Final = timedelta(minutes=15)  # Who passes a checkpoint is not reminded.
LATE_MAX: Final = timedelta(minutes=30)  # A reminder that a fallen worker left is not sent later than this.
QUIET_FROM: Final = time(22)
QUIET_UNTIL: Final = time(6)


def reminder_due(t_in: datetime, t_eff: datetime, *, times_told: int) -> datetime | None:
    """Return when the next reminder of a stay is due; None when there is none left."""
    if t_eff - t_in < STAY_REMINDED_MIN or times_told >= REMINDERS_PER_STAY_MAX:
        return None
    return t_eff + REMIND_AFTER if times_told else max(t_eff - REMIND_BEFORE, t_in + (t_eff - t_in) / 2)


def may_tell(due_at: datetime, now: datetime, *, told_today: int) -> bool:
    """Tell whether a message may be sent now: not late, not at night, not too many."""
    return now - due_at <= LATE_MAX and not is_quiet(now) and told_today < REMINDERS_PER_DAY_MAX


def is_quiet(now: datetime) -> bool:
    """Tell whether it is night in the city: from 22:00, until before 6:00."""
    hour = clock.local(now).time()
    return hour >= QUIET_FROM or hour < QUIET_UNTIL
