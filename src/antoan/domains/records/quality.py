"""What a doubt weighs, and how good a record or a site's records are: data/doubts.json with its marks. Pure."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from importlib import resources
from typing import Any, Final

from antoan.domains.records.values import Doubt, Hours

POINTS_MAX: Final = 100


@dataclass(frozen=True, slots=True)
class SiteQuality:
    """How good the records of one source are."""

    source: str
    records: int
    doubted: int
    points: int  # The mean over all its records, rounded down: nobody is made better than they are.


def points_of(doubts: Iterable[Doubt]) -> int:
    """Return how good a record is, 0 to 100: a hundred without a doubt."""
    weights: Mapping[str, int] = _rules()["points"]
    return max(0, POINTS_MAX - sum(weights[doubt] for doubt in doubts))


def quality_of_site(source: str, records: int, doubts: Iterable[Iterable[Doubt]]) -> SiteQuality:
    """Return how good a source is by its number of records and the doubts of those that have any."""
    lost = [POINTS_MAX - points_of(raised) for raised in doubts]
    points = (POINTS_MAX * records - sum(lost)) // records if records else POINTS_MAX
    return SiteQuality(source, records, len(lost), points)


def settle_by(recorded_at: datetime) -> datetime:
    """Return by when somebody settles a record that waits in quarantine."""
    return recorded_at + timedelta(hours=_rules()["settle_within_hours"])


@cache
def usual_hours() -> Hours:
    """Return when doses are given where a session does not say."""
    said = _rules()["usual_hours"]
    return Hours(time.fromisoformat(said["opens"]), time.fromisoformat(said["closes"]))


@cache
def _rules() -> Mapping[str, Any]:
    file = resources.files("antoan.domains.records") / "data" / "doubts.json"
    rules: Mapping[str, Any] = json.loads(file.read_text("utf-8"))
    return rules
