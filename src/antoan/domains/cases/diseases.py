"""Which group a disease is in on a day and within what time it is reported: data/diseases.json. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any, Final

from antoan.domains.cases.values import Delay
from antoan.kit.words import Words

COVID: Final = "covid19"  # The disease of every infection the records know.
UNCONFIRMED: Final = frozenset({"M", "I"})


@dataclass(frozen=True, slots=True)
class Listing:
    """A disease as it is listed on some day."""

    disease: str
    name: Words
    group: str
    delay: Delay
    basis: str
    mark: str

    @property
    def is_unconfirmed(self) -> bool:
        """Tell whether no text that we read says so."""
        return self.mark in UNCONFIRMED


@dataclass(frozen=True, slots=True)
class Closing:
    """After how many days without a new case an outbreak ends."""

    days: int
    basis: str
    mark: str

    @property
    def is_unconfirmed(self) -> bool:
        """Tell whether no text that we read says so."""
        return self.mark in UNCONFIRMED


def listed_on(day: date, disease: str = COVID) -> Listing:
    """Return how a disease is listed on a day; before the first period, by the first."""
    row = _document("diseases.json")["diseases"][disease]
    period = _in_force(row["periods"], day)
    return Listing(
        disease,
        Words(row["vi"], row["en"]),
        period["group"],
        Delay(period["delay"]),
        period["basis"],
        period["mark"],
    )


def group_of_score(score: int) -> str:
    """Return the group that a sum of points gives; ValueError for what no four criteria can sum to."""
    for key, group in _document("diseases.json")["groups"].items():
        if group["score_min"] <= score <= group["score_max"]:
            return str(key)
    raise ValueError(f"four criteria of one to three points do not give {score}")


def closing_on(day: date) -> Closing:
    """Return the rule by which an outbreak is closed on a day."""
    period = _in_force(_document("outbreaks.json")["periods"], day)
    return Closing(period["days"], period["basis"], period["mark"])


def _in_force(periods: list[dict[str, Any]], day: date) -> dict[str, Any]:
    begun = [one for one in periods if date.fromisoformat(one["from"]) <= day]
    return begun[-1] if begun else periods[0]


@cache
def _document(name: str) -> Mapping[str, Any]:
    file = resources.files("antoan.domains.cases") / "data" / name
    document: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    return document
