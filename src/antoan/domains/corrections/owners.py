"""Who decides what, and by when: data/owners.json with its marks. Pure."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Final

from antoan.domains.corrections.values import Subject

UNCONFIRMED_MARKS: Final = frozenset({"M", "I", "C"})


@dataclass(frozen=True, slots=True)
class Authority:
    """An office that decides. `is_confirmed`: a source of ours names it."""

    key: str
    vi: str
    en: str
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Deadlines:
    """How long an answer may take."""

    reply_working_days: int
    correct_working_days: int
    appeal_hours: int


def authority_for(subject: Subject) -> Authority:
    """Return who decides about a subject."""
    row = next(row for row in _data()["owners"] if subject.value in row["subjects"])
    return _authority(row)


def authority_for_appeals() -> Authority:
    """Return who answers appeals."""
    return _authority(_data()["appeals"])


@cache
def deadlines() -> Deadlines:
    """Return the deadlines in force."""
    known = _data()["deadlines"]
    return Deadlines(
        known["reply"]["working_days"], known["correct"]["working_days"], known["appeal"]["hours"]
    )


def _authority(row: dict[str, Any]) -> Authority:
    return Authority(row["authority"], row["vi"], row["en"], row["mark"] not in UNCONFIRMED_MARKS)


@cache
def _data() -> dict[str, Any]:
    file = resources.files(__package__) / "data" / "owners.json"
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data
