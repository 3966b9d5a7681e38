"""Writes the answers of contract.md §2. Of a person only initials, birth year and gender ever leave (lesson L18)."""

from datetime import datetime
from typing import Any, Final
from uuid import UUID

import msgspec

from antoan.entrypoints.scan.problems import Problem


class PersonShown(msgspec.Struct):
    """What a gate sees of a person."""

    label: str
    birth_year: int
    gender: str


class CertificateShown(msgspec.Struct):
    """What a gate sees of a health certificate that is believed."""

    label: str
    birth_year: int | None
    kind: str  # vaccination, test or recovery


class VisitShown(msgspec.Struct, omit_defaults=True):
    """The answer to one scan. The verdict comes already encoded: it is the same for many."""

    id: UUID
    direction: str
    at: datetime
    recorded: bool
    person: PersonShown | None
    verdict: msgspec.Raw
    inside: int
    capacity: int | None
    notices: list[Any] = []
    certificate: CertificateShown | None = None


class _FaultShown(msgspec.Struct):
    id: str | None
    error: dict[str, object]


class _BatchShown(msgspec.Struct):
    results: list[msgspec.Raw]


encode: Final = msgspec.json.Encoder().encode


def fault_in_batch(scan_id: str | None, fault: Problem) -> msgspec.Raw:
    """Return the result of a scan in a batch that could not be taken."""
    return msgspec.Raw(encode(_FaultShown(scan_id, fault.as_dict())))


def batch(results: list[msgspec.Raw]) -> bytes:
    """Return the answer to a batch."""
    return encode(_BatchShown(results))
