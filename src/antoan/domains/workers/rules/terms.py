"""Deadlines, terms and bounds of data/terms.json, with their marks. Pure."""

import json
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Terms:
    """How long things take and hold."""

    decision_hours: int
    approval_days_usual: int
    approval_days_max: int
    reminder_days_before: int
    until_shown_days_max: int
    small_list_workers_min: int


@dataclass(frozen=True, slots=True)
class Advice:
    """One step a unit takes when somebody must not come in."""

    vi: str
    en: str


@cache
def terms() -> Terms:
    """Return the terms in force."""
    data = _data()
    return Terms(
        decision_hours=data["decision"]["hours"],
        approval_days_usual=data["approval"]["days_usual"],
        approval_days_max=data["approval"]["days_max"],
        reminder_days_before=data["reminder"]["days_before"],
        until_shown_days_max=data["until_shown"]["days_max"],
        small_list_workers_min=data["small_list"]["workers_min"],
    )


@cache
def steps_to_take() -> tuple[Advice, ...]:
    """Return what a unit does when somebody on its list must not come in."""
    return tuple(Advice(step["vi"], step["en"]) for step in _data()["steps"]["list"])


@cache
def _data() -> dict[str, Any]:
    file = resources.files("antoan.domains.workers") / "data" / "terms.json"
    data: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return data
