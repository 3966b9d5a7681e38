"""Figures for Prometheus: plain counters, written as text when asked."""

from dataclasses import dataclass, field
from typing import Final

_BATCH_BOUNDS: Final = (1, 4, 16, 64, 256, 1024)
_SECONDS_BOUNDS: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 1.0, 5.0)


@dataclass(slots=True)
class Histogram:
    """Counts by upper bound."""

    bounds: tuple[float, ...]
    counts: list[int] = field(default_factory=list)
    total: float = 0.0

    def __post_init__(self) -> None:
        self.counts = [0] * (len(self.bounds) + 1)

    def add(self, value: float) -> None:
        """Count one value."""
        self.total += value
        for number, bound in enumerate(self.bounds):
            if value <= bound:
                self.counts[number] += 1
                return
        self.counts[-1] += 1

    def lines(self, name: str, labels: str) -> list[str]:
        """Write the histogram."""
        lines, below = [], 0
        for bound, count in zip((*self.bounds, "+Inf"), self.counts, strict=True):
            below += count
            lines.append(f'{name}_bucket{{{labels},le="{bound}"}} {below}')
        return [*lines, f"{name}_sum{{{labels}}} {self.total}", f"{name}_count{{{labels}}} {below}"]


@dataclass(slots=True)
class Metrics:
    """What one scan process has done since it started."""

    process: int
    colours: dict[str, int] = field(default_factory=dict)
    refused: dict[str, int] = field(default_factory=dict)
    retried: int = 0
    database_failures: int = 0
    declared: dict[str, int] = field(default_factory=dict)  # "risky" or "clear"
    declaration_batch_size: Histogram = field(default_factory=lambda: Histogram(_BATCH_BOUNDS))
    batch_size: Histogram = field(default_factory=lambda: Histogram(_BATCH_BOUNDS))
    batch_seconds: Histogram = field(default_factory=lambda: Histogram(_SECONDS_BOUNDS))

    def count_refusal(self, code: str) -> None:
        """Count a scan that was not taken."""
        self.refused[code] = self.refused.get(code, 0) + 1

    def text(self, *, queued: int, connections: int, devices: int) -> str:
        """Write everything in Prometheus' text format."""
        label = f'process="{self.process}"'
        lines = [f'antoan_scans_total{{{label},colour="{c}"}} {n}' for c, n in sorted(self.colours.items())]
        lines += [
            f'antoan_scans_refused_total{{{label},code="{c}"}} {n}' for c, n in sorted(self.refused.items())
        ]
        lines += [
            f"antoan_scan_batches_retried_total{{{label}}} {self.retried}",
            f"antoan_scan_database_failures_total{{{label}}} {self.database_failures}",
            *(
                f'antoan_declarations_total{{{label},risk="{r}"}} {n}'
                for r, n in sorted(self.declared.items())
            ),
            f"antoan_scan_queued{{{label}}} {queued}",
            f"antoan_scan_connections{{{label}}} {connections}",
            f"antoan_scan_devices{{{label}}} {devices}",
            *self.batch_size.lines("antoan_scan_batch_size", label),
            *self.batch_seconds.lines("antoan_scan_batch_seconds", label),
            *self.declaration_batch_size.lines("antoan_declaration_batch_size", label),
        ]
        return "\n".join(lines) + "\n"
