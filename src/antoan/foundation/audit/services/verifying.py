"""Verifies the chain from its first entry to its last, in bounded memory."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from antoan.foundation.audit.digests import GENESIS, chained, entry_digest
from antoan.foundation.audit.queries import committed_without_place, entries_in_chain_order, last_of_chain
from antoan.kit.errors import BadInput

HEAD_HASH_CHARACTERS: Final = 64


class HeadUnreadable(BadInput):
    """A chain head is written as position:hash, as `antoan audit head` prints it."""

    code = "audit:head:unreadable"


class Fault(StrEnum):
    """What is wrong with the first broken entry."""

    CHANGED = "changed"  # Its content is not what was recorded.
    MISSING = "missing"  # There is no entry at this position, though later ones (or the kept head) exist.
    RELINKED = "relinked"  # It does not follow the entry before it: moved, replaced or inserted.
    UNCHAINED = "unchained"  # It was put into the table past the trigger that chains entries.


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain. Kept elsewhere, it proves that nothing was cut off and no history rewritten."""

    position: int
    hash: bytes

    def __str__(self) -> str:
        return f"{self.position}:{self.hash.hex()}"

    @classmethod
    def parse(cls, text: str) -> "Head":
        """Read what `str` writes; HeadUnreadable otherwise."""
        position, _, digest = text.strip().partition(":")
        try:
            head = cls(int(position), bytes.fromhex(digest))
        except ValueError:
            raise HeadUnreadable from None
        if len(digest) != HEAD_HASH_CHARACTERS or head.position < 0:
            raise HeadUnreadable
        return head


@dataclass(frozen=True, slots=True)
class Verification:
    """Whether the chain is whole; if not, the first broken entry."""

    entries: int  # Verified, from the first on.
    head: Head  # The last good entry.
    fault: Fault | None = None
    position: int | None = None  # Of the first broken entry.
    entry_id: int | None = None  # Its row; None when it is missing.

    @property
    def is_whole(self) -> bool:
        """Tell whether nothing is wrong."""
        return self.fault is None


def chain_head() -> Head:
    """Return the end of the chain as the table has it, unverified; position 0 of an empty trail."""
    last = last_of_chain()
    return Head(last[0], bytes(last[1])) if last else Head(0, GENESIS)


def verify_chain(*, kept: Head | None = None) -> Verification:
    """Walk the chain and stop at the first broken entry. With a head kept elsewhere, compare it too."""
    good = Head(0, GENESIS)
    for entry in entries_in_chain_order():
        fault = _fault_of(entry, good)
        if fault is Fault.MISSING:
            return Verification(good.position, good, fault, position=good.position + 1)
        good_next = Head(entry["position"], bytes(entry["hash"]))
        if fault is None and kept and kept.position == good_next.position and kept.hash != good_next.hash:
            fault = Fault.RELINKED
        if fault is not None:
            return Verification(good.position, good, fault, entry["position"], entry["id"])
        good = good_next
    if kept and kept.position > good.position:
        return Verification(good.position, good, Fault.MISSING, position=good.position + 1)
    stray = committed_without_place()
    if stray is not None:
        return Verification(good.position, good, Fault.UNCHAINED, entry_id=stray)
    return Verification(good.position, good)


def _fault_of(entry: Mapping[str, Any], good: Head) -> Fault | None:
    if entry["position"] != good.position + 1:
        return Fault.MISSING
    try:
        digest = entry_digest(entry)
    except ValueError:
        return Fault.CHANGED
    if digest != bytes(entry["digest"]):
        return Fault.CHANGED
    if bytes(entry["previous_hash"]) != good.hash or bytes(entry["hash"]) != chained(good.hash, digest):
        return Fault.RELINKED
    return None
