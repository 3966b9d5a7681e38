"""The peer that most people would write first: stays as a data frame, joined by spot and day."""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import pandas as pd

from antoan.domains.tracing.columns import Columns
from antoan.domains.tracing.engines.engine import Cases, Contacts, Window
from antoan.domains.tracing.rules.exposure import ContactRule
from antoan.domains.tracing.values import DAY_S

CASES_AT_ONCE: Final = 100  # More at once does not fit into memory.


class PandasEngine:
    """Data frames."""

    name = "pandas"

    def __init__(self, days: Iterable[Columns]) -> None:
        """Load all stays."""
        stays = Columns.joined(list(days))
        self._stays = pd.DataFrame(
            {name: getattr(stays, name) for name in ("person", "spot", "t_in", "t_eff")}
        )
        self._stays["day"] = self._stays.t_in // DAY_S

    def trace(self, cases: Cases, window: Window, rule: ContactRule) -> Contacts:
        """Return who met each case."""
        chosen = cases.within(window)
        frame = pd.DataFrame({"person": chosen.person, "since": chosen.since, "until": chosen.until})
        frame["case"] = np.arange(len(frame))
        parts = [
            self._part(frame.iloc[begin : begin + CASES_AT_ONCE], rule)
            for begin in range(0, len(frame), CASES_AT_ONCE)
        ]
        met = pd.concat(parts)
        return Contacts.of(
            [met[name].to_numpy() for name in ("case", "person", "meetings", "seconds", "first_at")]
        )

    def _part(self, frame: Any, rule: ContactRule) -> Any:
        own = self._stays.merge(frame, on="person")
        own["a"] = np.maximum(own.t_in - rule.before_s, own.since)
        own["b"] = np.minimum(own.t_eff + rule.linger_s, own.until)
        own = own[own.a < own.b][["case", "person", "spot", "a", "b"]].rename(columns={"person": "infects"})
        first, last = own.a // DAY_S - 1, own.b // DAY_S  # A stay of the day before may last until now.
        near = pd.concat(
            [own.assign(day=first + n)[first + n <= last] for n in range(int((last - first).max()) + 1)]
        )
        met = near.merge(self._stays, on=["spot", "day"])
        met = met[(met.person != met.infects) & (met.t_in < met.b) & (met.t_eff > met.a)]
        met["first_at"] = np.maximum(met.t_in, met.a)
        met["seconds"] = np.minimum(met.t_eff, met.b) - met.first_at
        grouped = met.groupby(["case", "person"])
        return grouped.agg(
            meetings=("seconds", "size"), seconds=("seconds", "sum"), first_at=("first_at", "min")
        ).reset_index()
