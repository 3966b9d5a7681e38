"""The figures by which exposure is defined and scored: dated documents under data/, each figure with its mark."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from antoan.domains.places.values import PlaceKind
from antoan.domains.tracing.rules.exposure import ContactRule


@dataclass(frozen=True, slots=True)
class AirRule:
    """What happens to breath in a room."""

    near_share: float
    decay_per_hour: float
    settling_per_hour: float
    reference_volume_m3: float
    height_m: float
    air_changes_per_hour: Mapping[str, float]
    reference_ventilation: str
    room_factor_range: tuple[float, float]

    def removal(self, ventilation: str | None = None) -> float:
        """Return what share of the virus leaves the air of a room in an hour; of the reference room unless told."""
        changes = self.air_changes_per_hour[ventilation or self.reference_ventilation]
        return changes + self.decay_per_hour + self.settling_per_hour


@dataclass(frozen=True, slots=True)
class StayRule:
    """How the ends of a stay nobody checked out of are bounded."""

    interval: float
    observed_min: int
    usual_range: tuple[float, float]


@dataclass(frozen=True, slots=True)
class ChainRule:
    """When a contact becomes a link of a chain."""

    latent_days: int
    infectious_days: int
    score_min: float


@dataclass(frozen=True, slots=True)
class WindowRule:
    """Which days of a case are looked at, counted from onset or confirmation."""

    days_before: int
    days_after: int
    exposed_days_before: int


@dataclass(frozen=True, slots=True)
class TriageRule:
    """What a call to a contact is worth."""

    minutes_for_half_risk: float
    onward_infections: float
    reach_delay_days: int


@dataclass(frozen=True, slots=True)
class Scoring:
    """One document."""

    id: str
    effective_from: date
    contact: ContactRule
    air: AirRule
    kinds: Mapping[PlaceKind, float]
    infectiousness: Mapping[int, float]
    stays: StayRule
    chain: ChainRule
    window: WindowRule
    triage: TriageRule

    def infectiousness_on(self, day: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Return how infectious a case is so many days after onset; nothing outside the document's days."""
        first, last = min(self.infectiousness), max(self.infectiousness)
        by_day = np.array([0.0, *(self.infectiousness[number] for number in range(first, last + 1)), 0.0])
        return np.asarray(by_day[np.clip(day - first + 1, 0, len(by_day) - 1)])


def scoring_on(day: date) -> Scoring:
    """Return the document in force on a day; before the first, the first."""
    documents = scorings()
    return next((one for one in reversed(documents) if one.effective_from <= day), documents[0])


@cache
def scorings() -> tuple[Scoring, ...]:
    """Return all documents, the oldest first."""
    folder = resources.files(__package__) / "data"
    files = [file for file in folder.iterdir() if file.name.startswith("scoring-")]
    read = [_read(json.loads(file.read_text("utf-8"))) for file in files]
    return tuple(sorted(read, key=lambda one: one.effective_from))


def _read(document: Mapping[str, Any]) -> Scoring:
    return Scoring(
        id=document["id"],
        effective_from=date.fromisoformat(document["effective_from"]),
        contact=ContactRule(**_values(document["contact"])),
        air=AirRule(**_values(document["air"])),
        kinds={kind: document["kinds"]["value"][kind.value] for kind in PlaceKind},
        infectiousness={int(day): share for day, share in document["infectiousness"]["value"].items()},
        stays=StayRule(**_values(document["stays"])),
        chain=ChainRule(**_values(document["chain"])),
        window=WindowRule(**_values(document["window"])),
        triage=TriageRule(**_values(document["triage"])),
    )


def _values(section: Mapping[str, Any]) -> dict[str, Any]:
    """Return the bare figures of a section; lists become tuples."""
    values = {name: figure["value"] for name, figure in section.items()}
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
