"""Who approves a unit's registration, and which industrial zones there are: dated documents, nothing hard-coded."""

import json
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from importlib import resources
from typing import Any, Final

from antoan.domains.units.permissions import DECIDE_DISTRICT, DECIDE_WARD, DECIDE_ZONE
from antoan.domains.units.registration_values import Body, BodyLine

PERMISSION_OF: Final = {
    Body.ZONE: DECIDE_ZONE,
    Body.WARD: DECIDE_WARD,
    Body.DISTRICT: DECIDE_DISTRICT,
}


def competent_body(*, in_zone: bool, on: date) -> BodyLine:
    """Return who decides about a registration made on a day; before the first line's day, that line."""
    lines = [line for line in body_lines() if line.in_zone == in_zone]
    held = [line for line in lines if line.begins_on <= on and (line.ends_on is None or on < line.ends_on)]
    return (held or lines)[0]


def decided_within() -> timedelta:
    """Return how long a body has to decide."""
    return timedelta(days=_document("bodies.json")["decided_within_days"])


@cache
def body_lines() -> tuple[BodyLine, ...]:
    """Return every dated line."""
    return tuple(
        BodyLine(
            body=Body(line["body"]),
            in_zone=line["in_zone"],
            begins_on=date.fromisoformat(line["from"]),
            ends_on=date.fromisoformat(line["until"]) if line["until"] else None,
            vi=line["vi"],
            en=line["en"],
            basis=line["basis"],
        )
        for line in _document("bodies.json")["lines"]
    )


@cache
def zones() -> Mapping[str, str]:
    """Return the names of the industrial zones by key."""
    return {zone["key"]: zone["name"] for zone in _document("zones.json")["zones"]}


@cache
def _document(name: str) -> Any:
    return json.loads((resources.files(__package__) / "data" / name).read_text("utf-8"))
