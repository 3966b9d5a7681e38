"""Closed sets and values of health declarations. No Django: the scan process uses them too."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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


class Verification(StrEnum):
    """How we know who declared."""

    OTP = "otp"  # Signed in by a one-time code.
    PASSWORD = "password"  # noqa: S105 - a way to sign in, not a secret
    STAFF = "staff"  # A health or ward officer, signed in.
    HELPER = "helper"  # A volunteer, signed in.
    GATE = "gate"  # The staff of an enrolled gate.
    NUMBER = "number"  # An SMS from a number that is verified for the person.


class Flag(StrEnum):
    """Why a declaration is not believed until somebody has looked (lesson L16)."""

    BURST = "burst"  # Several within a minute in several wards.
    TRAVEL = "travel"  # Nobody gets that far so fast.


class Standing(StrEnum):
    """What a declaration is worth now."""

    COUNTS = "counts"
    WAITS = "waits"  # For the person it is about to agree.
    DOUBTED = "doubted"
    ANNULLED = "annulled"


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
class Sighting:
    """When and where somebody was said to declare; an empty position where nobody knows."""

    declaration_id: UUID
    declared_at: datetime
    ward_id: int | None
    position: tuple[float, float] | None  # Latitude and longitude of the place, else of its ward.


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorship:
    """By which way somebody declared, and how we know who it was."""

    channel: Channel
    verified_by: Verification
    session: bytes | None = None  # Digest of the session that sent it; nobody can use it to sign in.


@dataclass(frozen=True, slots=True)
class NewDeclaration:
    """What is declared about a person. The declaring device makes the id: sending twice is declaring once."""

    id: UUID
    person_id: int
    declared_at: datetime
    questionnaire: str
    version: str
    answers: Mapping[str, Any]
    author: Authorship
    place_id: int | None = None  # Where it was declared, or where the person is going.


@dataclass(frozen=True, slots=True)
class DeclarationView:
    """A declaration as its person sees it."""

    id: UUID
    person_id: int
    declared_at: datetime
    questionnaire: str
    version: str
    is_risky: bool
    standing: Standing
    flag: Flag | None
    channel: Channel
    verified_by: Verification
    is_by_person: bool  # Declared by the very person it is about.
    place_id: int | None
    trip_code: str
    answers: Mapping[str, Any] = field(default_factory=dict)  # Only where somebody reads one declaration.

    @property
    def is_confirmed(self) -> bool:
        """Whether it counts, or would but for a doubt."""
        return self.standing in (Standing.COUNTS, Standing.DOUBTED)

    @property
    def is_annulled(self) -> bool:
        """Whether it was struck out."""
        return self.standing is Standing.ANNULLED
