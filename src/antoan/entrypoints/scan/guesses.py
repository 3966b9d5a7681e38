"""A bound on guessing: how often one device may send codes that match nobody."""

from collections import OrderedDict
from typing import Final

# Forty bits of a short code and ten million people: a guess hits once in 100,000. A device that guesses
# without pause hits about once in two weeks, and then learns a colour and an initial. Per process.
SHORT_MISSES_MAX: Final = 30
SHORT_MISSES_PER_SECOND: Final = 0.1
# Many gates of one site share an address, and so does whoever holds many stolen tokens.
ADDRESS_MISSES_MAX: Final = 120
ADDRESS_MISSES_PER_SECOND: Final = 0.4
ADDRESSES_MAX: Final = 4_096  # Then the address that missed longest ago is forgotten.
# Unreadable texts tell nothing to whoever sends them; the bound only protects the logs and the counters.
UNREADABLE_MAX: Final = 1_000
UNREADABLE_PER_SECOND: Final = 10.0


class Bucket:
    """A token bucket: so many at once, refilled at a steady rate."""

    __slots__ = ("_left", "_max", "_per_second", "_seen_at")

    def __init__(self, size: float, per_second: float) -> None:
        self._max = self._left = size
        self._per_second = per_second
        self._seen_at = 0.0

    def has_left(self, now: float) -> bool:
        """Whether one more is allowed now."""
        if self._seen_at:
            self._left = min(self._max, self._left + (now - self._seen_at) * self._per_second)
        self._seen_at = now
        return self._left >= 1

    def take(self, now: float) -> bool:
        """Use one up; False when none is left."""
        if not self.has_left(now):
            return False
        self._left -= 1
        return True


class Guesses:
    """The two buckets of one device."""

    __slots__ = ("short_misses", "unreadable")

    def __init__(self) -> None:
        self.short_misses = Bucket(SHORT_MISSES_MAX, SHORT_MISSES_PER_SECOND)
        self.unreadable = Bucket(UNREADABLE_MAX, UNREADABLE_PER_SECOND)


class Addresses:
    """One bucket for each address that sent short codes of nobody."""

    __slots__ = ("_buckets",)

    def __init__(self) -> None:
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()

    def take(self, address: str, now: float) -> bool:
        """Use one miss of an address up; False when none is left. An address nobody knows has no bound here."""
        if not address:
            return True
        bucket = self._buckets.setdefault(address, Bucket(ADDRESS_MISSES_MAX, ADDRESS_MISSES_PER_SECOND))
        self._buckets.move_to_end(address)
        if len(self._buckets) > ADDRESSES_MAX:
            self._buckets.popitem(last=False)
        return bucket.take(now)
