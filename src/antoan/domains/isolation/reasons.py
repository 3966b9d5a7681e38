"""The only reasons for making somebody red by hand, all of health: data/reasons.json. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib import resources
from typing import Any

from antoan.domains.records.values import IsolationKind
from antoan.kit.words import Words


@dataclass(frozen=True, slots=True)
class HealthReason:
    """One reason, and what kind of order it leads to."""

    key: str
    kind: IsolationKind
    words: Words


def health_reasons() -> tuple[HealthReason, ...]:
    """Return all reasons."""
    rows = _document()["reasons"]
    return tuple(
        HealthReason(row["key"], IsolationKind(row["kind"]), Words(row["vi"], row["en"])) for row in rows
    )


def health_reason(key: str) -> HealthReason | None:
    """Return a reason by its key; None for anything that is not on the list."""
    return next((one for one in health_reasons() if one.key == key), None)


def proposals_a_day_max() -> int:
    """Return how many reds one account may propose in a day."""
    return int(_document()["proposals_a_day_max"])


def time_to_decide() -> timedelta:
    """Return how long a proposal waits for a second person before it lapses."""
    return timedelta(hours=_document()["hours_to_decide"])


@cache
def _document() -> Mapping[str, Any]:
    file = resources.files("antoan.domains.isolation") / "data" / "reasons.json"
    document: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    return document
