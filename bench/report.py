"""What a measurement returns, and how it is shown."""

import os
import platform
from dataclasses import asdict, dataclass, field
from typing import Any

import psutil


def machine() -> dict[str, Any]:
    """Describe the machine, so that a figure can be read later."""
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9, 1),
        "python": platform.python_version(),
        "system": platform.platform(terse=True),
    }


@dataclass(frozen=True, slots=True)
class Measurement:
    """Figures of one subject, and how it compares with its peers in the same run."""

    name: str
    figures: dict[str, float | int | str]
    ratios: dict[str, float]
    machine: dict[str, Any] = field(default_factory=machine)

    def as_json(self) -> dict[str, Any]:
        """Return the object of contract §1."""
        return asdict(self)

    def as_table(self) -> str:
        """Return lines for people."""
        rows = [("figure", name, value) for name, value in self.figures.items()]
        rows += [("ratio", name, value) for name, value in self.ratios.items()]
        lines = [f"{self.name}  ({self.machine['cores']} cores, Python {self.machine['python']})"]
        lines += [f"  {kind:<7} {name:<34} {_number(value):>16}" for kind, name, value in rows]
        return "\n".join(lines)


def _number(value: float | str) -> str:
    if isinstance(value, float):
        return f"{value:,.3g}" if abs(value) < 1000 else f"{value:,.0f}"
    return f"{value:,}" if isinstance(value, int) else value
