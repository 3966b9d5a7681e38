"""The figures of the simulated epidemic: epidemic.json, each with its mark, as plain values."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

FILE = Path(__file__).with_name("epidemic.json")


@dataclass(frozen=True, slots=True)
class Figures:
    """Sections of the file by name, each from name to value."""

    course: dict[str, Any]
    finding: dict[str, Any]
    spread: dict[str, Any]
    rooms: dict[str, Any]
    seeing: dict[str, Any]


@cache
def figures() -> Figures:
    """Return the figures without marks and reasons."""
    read = json.loads(FILE.read_text("utf-8"))
    plain = {
        name: {key: figure["value"] for key, figure in read[name].items()}
        for name in ("course", "finding", "spread", "seeing")
    }
    return Figures(rooms=read["rooms"], **plain)


def lognormal(draw: np.random.Generator, mean_and_spread: list[float], count: int) -> np.ndarray:
    """Draw values whose own mean and standard deviation (not those of their logarithm) are these."""
    mean, spread = mean_and_spread
    variance = np.log(1 + (spread / mean) ** 2)
    return np.exp(draw.normal(np.log(mean) - variance / 2, np.sqrt(variance), count))
