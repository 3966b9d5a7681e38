"""Closed sets of the people domain."""

from enum import StrEnum


class Gender(StrEnum):
    """As Decision 1405 counts it: 0 unknown, 1 male, 2 female."""

    UNKNOWN = "unknown"
    MALE = "male"
    FEMALE = "female"


class DocumentKind(StrEnum):
    """Papers that identify a person."""

    CCCD = "cccd"  # 12-digit citizen identity number
    CMND = "cmnd"  # old 9-digit identity card
    PASSPORT = "passport"
    BHYT = "bhyt"  # health-insurance card, 15 characters or the 10-digit BHXH code


class QidSource(StrEnum):
    """Who issued the QID."""

    LOCAL = "local"
    NATIONAL = "national"  # QRQG, the national platform of Decision 1405
