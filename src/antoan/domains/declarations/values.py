"""Closed sets and values of health declarations."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
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


@dataclass(frozen=True, slots=True)
class NewDeclaration:
    """What is declared about a person. The declaring device makes the id: sending twice is declaring once."""

    id: UUID
    person_id: int
    declared_at: datetime
    answers: Mapping[str, Any]
    channel: Channel


@dataclass(frozen=True, slots=True)
class DeclarationView:
    """A declaration as its person sees it."""

    id: UUID
    person_id: int
    declared_at: datetime
    is_risky: bool
    is_confirmed: bool  # Only then does it count.
    is_annulled: bool
    channel: Channel
