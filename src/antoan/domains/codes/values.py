"""Closed sets and small values that everything about codes shares."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

# The longest text we look at. A QR symbol holds at most 4,296 alphanumeric characters (version 40-L).
CODE_CHARS_MAX: Final = 4_300


class CodeKind(StrEnum):
    """What a scanned text is."""

    PERSONAL_SIGNED = "personal_signed"  # National string with our signature in its last element.
    PERSONAL_PLAIN = "personal_plain"  # National string of Decision 1405 as other platforms print it.
    CCCD = "cccd"
    BHYT = "bhyt"
    HC1 = "hc1"
    PLACE = "place"
    SHORT = "short"
    ENROLMENT = "enrolment"
    UNKNOWN = "unknown"
    DYNAMIC = "dynamic"  # Thirty seconds of a phone's screen.
    RESULT = "result"  # The slip of a test result.
    FORMER = "former"  # An address of an app of former years.


class Reason(StrEnum):
    """Why a code may or may not be believed. The words are part of the contract: they grow at the end."""

    OK = "ok"
    UNSIGNED = "unsigned"  # A national string without a signature: identity only.
    FORGED = "forged"  # The signature is not one of ours for exactly this text.
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    UNKNOWN_KEY = "unknown_key"
    UNKNOWN_VERSION = "unknown_version"  # Made by a newer An Toàn than this one.
    UNREADABLE = "unreadable"
    REVOKED = "revoked"
    FOREIGN = "foreign"  # A place code on somebody else's host.
    RETIRED = "retired"  # A place code that a newer poster replaced.
    WRONG_USE = "wrong_use"  # The signer's certificate is not for this kind of health certificate.
    STALE = "stale"  # A dynamic code whose thirty seconds are over.
    FORMER = "former"  # An address of an app of former years: it proves nothing here.


class KeyStatus(StrEnum):
    """What a signing key may still do. The order is the only way it may go."""

    ACTIVE = "active"  # Signs and verifies.
    RETIRED = "retired"  # Verifies what it signed, until the last of it expires.
    REVOKED = "revoked"  # Nothing it signed is believed.


@dataclass(frozen=True, slots=True)
class IssueDays:
    """Days of issue, both included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        """Tell whether the day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class PublicKey:
    """The public half of a signing key, and how far it is trusted."""

    number: int
    key: Ed25519PublicKey
    status: KeyStatus
    not_before: date  # No code of this key was issued earlier.
    expires: date  # Last day on which anything it signed can be in force.
    revoked_days: tuple[IssueDays, ...] = ()  # Lesson L7: what it signed on these days is not believed.

    def is_revoked_for(self, issued_on: date) -> bool:
        """Tell whether a code issued on this day fell with its key, or with those days."""
        return self.status is KeyStatus.REVOKED or any(issued_on in days for days in self.revoked_days)


PublicKeys = Mapping[int, PublicKey]
