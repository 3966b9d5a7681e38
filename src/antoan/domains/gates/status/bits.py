"""The bits of a status list: one of revocation and two of colour for each code, by its index. Pure.

An index lies in byte ``index // per byte``, the lowest bits first. What lies beyond the list is not known.
A list says more as it grows, never less: what is revoked stays revoked (lesson L8).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from hashlib import sha256
from typing import Final

from antoan.domains.policy.values import Colour


class Cached(IntEnum):
    """Two bits of colour. Black has none: it asks for papers, which `not known` does too."""

    NOT_KNOWN = 0
    GREEN = 1
    YELLOW = 2
    RED = 3

    @classmethod
    def of(cls, colour: Colour) -> "Cached":
        """Return the bits of a colour."""
        return {Colour.GREEN: cls.GREEN, Colour.YELLOW: cls.YELLOW, Colour.RED: cls.RED}.get(
            colour, cls.NOT_KNOWN
        )


@dataclass(frozen=True, slots=True)
class StatusBits:
    """One list: how many indexes, and their bits."""

    size: int
    revoked: bytes
    colours: bytes

    @property
    def digests(self) -> tuple[str, str]:
        """Return the SHA-256 of both parts: by these a gate knows that it holds this very list."""
        return sha256(self.revoked).hexdigest(), sha256(self.colours).hexdigest()

    def is_revoked(self, index: int) -> bool:
        """Tell whether the code of an index was revoked."""
        return index < self.size and bool(self.revoked[index >> 3] >> (index & 7) & 1)

    def colour(self, index: int) -> Cached:
        """Return the colour of an index."""
        return Cached(self.colours[index >> 2] >> 2 * (index & 3) & 3 if index < self.size else 0)


EMPTY: Final = StatusBits(0, b"", b"")


def collect(statuses: Iterable[tuple[int, bool, Cached]], *, before: StatusBits = EMPTY) -> StatusBits:
    """Make a list of (index, is revoked, colour). What `before` has revoked stays revoked."""
    revoked, colours = bytearray(before.revoked), bytearray()
    size = before.size
    for index, is_revoked, colour in statuses:
        size = max(size, index + 1)
        if is_revoked:
            _reach(revoked, index >> 3)
            revoked[index >> 3] |= 1 << (index & 7)
        elif colour:
            _reach(colours, index >> 2)
            colours[index >> 2] |= colour << 2 * (index & 3)
    return _filled(size, bytes(revoked), bytes(colours))


def delta(old: StatusBits, new: StatusBits) -> tuple[bytes, bytes]:
    """Return what to join to the old list: revocations to add, colours to turn over."""
    return (
        _combined(new.revoked, old.revoked, lambda mine, theirs: mine & ~theirs),
        _combined(new.colours, old.colours, lambda mine, theirs: mine ^ theirs),
    )


def joined(old: StatusBits, size: int, revoked: bytes, colours: bytes) -> StatusBits:
    """Return the list that a delta makes of an old one."""
    return _filled(
        max(size, old.size),
        _combined(revoked, old.revoked, lambda mine, theirs: mine | theirs),
        _combined(colours, old.colours, lambda mine, theirs: mine ^ theirs),
    )


def _filled(size: int, revoked: bytes, colours: bytes) -> StatusBits:
    return StatusBits(size, revoked.ljust((size + 7) // 8, b"\0"), colours.ljust((size + 3) // 4, b"\0"))


def _combined(mine: bytes, theirs: bytes, combine: Callable[[int, int], int]) -> bytes:
    """Combine two rows of bits as two large numbers: a city's ten million take milliseconds."""
    length = max(len(mine), len(theirs))
    return combine(int.from_bytes(mine, "little"), int.from_bytes(theirs, "little")).to_bytes(
        length, "little"
    )


def _reach(row: bytearray, position: int) -> None:
    if position >= len(row):
        row.extend(bytes(position + 1 - len(row)))
