"""The air of rooms with infected people, step by step: what each of them leaves in it until the end of the day.

This is the truth that tracing is measured by, so it is not tracing's own formula (domains.tracing.rules.scoring):
virus is counted in quanta that a person may breathe out a hundred times more of than the next, rooms have the size
and the air they really have and a noise of the day, masks and loudness count, decay has another source, and the
well-mixed air is stepped in time. Side by side means at one table, of which no check-in tells.
"""

from typing import Any, Final, NamedTuple

import numpy as np

from antoan.domains.tracing.values import DAY_S

Array = Any

STEP_S: Final = 300
STEPS: Final = DAY_S // STEP_S


class Air(NamedTuple):
    """One row an infected stay: the dose that somebody present since midnight has breathed at the end of each step."""

    midnight: int
    breathed: Array

    def dose(self, row: Array, since: Array, until: Array) -> Array:
        """Return what is breathed between two moments of the day."""
        return self._until(row, until) - self._until(row, since)

    def _until(self, row: Array, moment: Array) -> Array:
        position = np.clip((moment - self.midnight) / STEP_S, 0, STEPS)
        step = np.minimum(position.astype(np.int64), STEPS - 1)
        before, after = self.breathed[row, step], self.breathed[row, step + 1]
        return before + (position - step) * (after - before)


def air_of(
    *,
    midnight: int,
    since: Array,
    until: Array,
    quanta_per_hour: Array,
    volume_m3: Array,
    removal: Array,
    breathing: float,
) -> Air:
    """Step the air through the day; people breathe out between two moments, `removal` thins the air (per hour)."""
    edges = midnight + np.arange(STEPS + 1) * STEP_S
    hours = STEP_S / 3_600
    breathed = np.zeros((len(since), STEPS + 1), np.float64)
    inside = np.zeros(len(since))  # Quanta a cubic metre.
    kept = np.exp(-removal * hours)
    for step in range(STEPS):
        present = np.clip(np.minimum(until, edges[step + 1]) - np.maximum(since, edges[step]), 0, STEP_S)
        fresh = quanta_per_hour * present / 3_600 / volume_m3
        tends_to = fresh / hours / removal
        lasting = (inside - tends_to) * (1 - kept) / removal
        breathed[:, step + 1] = breathed[:, step] + (tends_to * hours + lasting) * breathing
        inside = tends_to + (inside - tends_to) * kept
    return Air(midnight, breathed)
