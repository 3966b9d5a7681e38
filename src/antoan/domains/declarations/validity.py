"""How long a declaration is good, per policy and kind of place: data/validity.json with its marks. Pure."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any, Final

from antoan.domains.policy.documents import PolicyDocument
from antoan.kit.clock import day_end, local_date

ANY_PLACE: Final = "*"


@dataclass(frozen=True, slots=True)
class Validity:
    """For how many hours it is good, and whether it ends at local midnight before they are over."""

    hours: int
    until_midnight: bool = False


def validity_at(place_kind: str = "", policy: PolicyDocument | None = None) -> Validity:
    """Return how long a declaration is good at a kind of place ("" for none in particular)."""
    said = {} if policy is None else policy.declaration_hours
    for kind in (place_kind, ANY_PLACE):
        if kind in said:
            return Validity(said[kind])
    return _of_places().get(place_kind, _of_places()[ANY_PLACE])


def valid_until(declared_at: datetime, validity: Validity) -> datetime:
    """Return the first moment at which a declaration is no longer good."""
    end = declared_at + timedelta(hours=validity.hours)
    return min(end, day_end(local_date(declared_at))) if validity.until_midnight else end


def is_valid(declared_at: datetime, validity: Validity, now: datetime) -> bool:
    """Tell whether a declaration is still good."""
    return declared_at <= now < valid_until(declared_at, validity)


@cache
def _of_places() -> dict[str, Validity]:
    file = resources.files("antoan.domains.declarations") / "data" / "validity.json"
    data = json.loads(file.read_text("utf-8"))
    return {ANY_PLACE: _read(data["default"])} | {
        kind: _read(row) for row in data["places"] for kind in row["placeTypes"]
    }


def _read(row: dict[str, Any]) -> Validity:
    return Validity(row["hours"], row["untilMidnight"])
