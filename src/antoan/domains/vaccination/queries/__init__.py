"""Reads of vaccination campaigns."""

from antoan.domains.vaccination.queries.access import campaign_in, session_in
from antoan.domains.vaccination.queries.campaigns import campaign_for, campaigns_of
from antoan.domains.vaccination.queries.sessions import (
    entries_of,
    lots_at,
    session_for,
    sessions_of,
    waiting_at,
)

__all__ = [
    "campaign_for",
    "campaign_in",
    "campaigns_of",
    "entries_of",
    "lots_at",
    "session_for",
    "session_in",
    "sessions_of",
    "waiting_at",
]
