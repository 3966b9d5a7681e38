"""Closed sets and values of health declarations."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Channel(StrEnum):
    """How a declaration reached us."""

    WEB = "web"
    GATE = "gate"
    SMS = "sms"
    STAFF = "staff"


class Declared(NamedTuple):
    """One declaration, as passes weigh it."""

    person_id: int
    declaration_id: UUID
    declared_at: datetime
    is_risky: bool
    confirmed_at: datetime | None
    annulled_at: datetime | None
    channel: str
