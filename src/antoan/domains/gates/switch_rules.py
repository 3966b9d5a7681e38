"""The switch over gates: which pages are too old to tell a colour, and when no gate scans. Pure; the scan process reads it.

Thrown for the whole city or for one unit. Where both hold, the stricter one decides: a unit cannot undo the city.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from antoan.kit.words import Words

# Of the gate page that this release serves (web/gate/assets/limits.js): nobody can ask for a newer one.
PAGE_VERSION: Final = 2
# A stop ends by itself: one that was forgotten must not keep a city closed.
STOP_MAX: Final = timedelta(days=7)
TEXT_LETTERS_MIN: Final = 5
TEXT_LETTERS_MAX: Final = 200
# So long a gate without network goes by what it last heard of policies, keys and stops; then it says "unknown".
CONFIGURATION_LIFE: Final = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Stop:
    """A time in which gates tell no colour and record nobody, with what they say instead."""

    since: datetime
    until: datetime
    text: Words

    def holds_at(self, moment: datetime) -> bool:
        """Tell whether a moment lies within; the last one is outside."""
        return self.since <= moment < self.until


def stop_at(stops: Sequence[Stop], moment: datetime) -> Stop | None:
    """Return what stops a scan of a moment; the city's stop comes first and is the one that is said."""
    return next((stop for stop in stops if stop.holds_at(moment)), None)
