"""Decides what fits together at a campaign and a session. Pure."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from antoan.domains.records.values import Dose, Hours, RecordState
from antoan.domains.vaccination.limits import (
    CAMPAIGN_DAYS_MAX,
    CAPACITY_MAX,
    HOURS_SLACK,
    NAME_LETTERS_MAX,
    UNDO_FOR,
)
from antoan.domains.vaccination.values import NewCampaign, NewSession
from antoan.kit.text import squeeze


def is_plan_sound(campaign: NewCampaign) -> bool:
    """Tell whether a campaign has a name and days that follow one another."""
    days = (campaign.ends_on - campaign.starts_on).days
    return 3 <= len(squeeze(campaign.name)) <= NAME_LETTERS_MAX and 0 <= days < CAMPAIGN_DAYS_MAX


def is_session_sound(session: NewSession, *, starts_on: date, ends_on: date) -> bool:
    """Tell whether a session lies in its campaign's days and has hours, a site and room."""
    fits = starts_on <= session.held_on <= ends_on and session.opens < session.closes
    has_room = 1 <= session.capacity <= CAPACITY_MAX and 1 <= session.teams <= 100
    return fits and has_room and 3 <= len(squeeze(session.site)) <= NAME_LETTERS_MAX


def slot_of(place: int, *, capacity: int, opens: datetime, closes: datetime) -> datetime:
    """Return when the place-th of those invited is asked to come: spread over the hours, to full quarters."""
    share = (closes - opens) * (place / capacity)
    quarters = share // timedelta(minutes=15)
    return opens + quarters * timedelta(minutes=15)


def next_dose_number(doses: Iterable[Dose]) -> int:
    """Return the number of the dose that would be given next: one more than those that count."""
    return 1 + len({dose.given_on for dose in doses if dose.state == RecordState.VERIFIED})


def hours_of(opens: datetime, closes: datetime) -> Hours:
    """Return within which hours a dose of a session is believed: from opening on, and while the row is finished."""
    return Hours(opens.time(), min(closes + HOURS_SLACK, closes.replace(hour=23, minute=59)).time())


def may_undo(entered_at: datetime, now: datetime) -> bool:
    """Tell whether a slip of the hand may still be taken back."""
    return now < entered_at + UNDO_FOR
