"""What this process knows of the longest stay of each spot, so that only a longer one costs a statement.

Nothing is known at the start: the first visit of a spot asks. What is known here is committed and never too
high, because the longest stay only grows.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from antoan.domains.visits.rules import Stay
from antoan.entrypoints.scan.interpreting import Entry
from antoan.entrypoints.scan.verdicts import Judged

_NONE: Final = timedelta(0)
_SECOND: Final = timedelta(seconds=1)


class LongestStays:
    """The longest stays by spot, as far as this process has seen them."""

    def __init__(self) -> None:
        self._known: dict[int, timedelta] = {}

    def exceeded_by(
        self, entries: Sequence[Entry], exits: Sequence[tuple[Judged, Stay]]
    ) -> Mapping[int, int]:
        """Return by spot the seconds, rounded up, of the stays that outlast the longest one known."""
        known = self._known
        longer: dict[int, timedelta] = {}
        for entry in entries:
            spot = entry.key[2]
            length = entry.judged.scan.gate.usual_stay if entry.t_out is None else entry.t_out - entry.key[1]
            if length > known.get(spot, _NONE) and length > longer.get(spot, _NONE):
                longer[spot] = length
        for one, stay in exits:
            spot, length = one.scan.gate.spot_id, one.scan.moment - stay.t_in
            if length > known.get(spot, _NONE) and length > longer.get(spot, _NONE):
                longer[spot] = length
        return {spot: -(-length // _SECOND) for spot, length in longer.items()}

    def learn(self, committed: Iterable[tuple[int, int]]) -> None:
        """Know the longest stays that the table holds now."""
        for spot, seconds in committed:
            self._known[spot] = timedelta(seconds=seconds)
