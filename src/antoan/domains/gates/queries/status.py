"""Reads of status lists."""

import zlib
from datetime import datetime
from functools import lru_cache

from antoan.domains.gates.models import StatusList
from antoan.domains.gates.status.bits import StatusBits


def latest_list(now: datetime) -> StatusList | None:
    """Return the newest list that is still good."""
    return StatusList.objects.filter(expires_at__gt=now).order_by("-pk").first()


def bits_of(sequence: int) -> StatusBits | None:
    """Return the bits of a list; None when it is not kept (any more)."""
    try:
        return _bits(sequence)
    except StatusList.DoesNotExist:
        return None


@lru_cache(maxsize=8)
def _bits(sequence: int) -> StatusBits:
    """Read a list once: it never changes. Nothing is remembered of those that are not there."""
    row = StatusList.objects.get(pk=sequence)
    return StatusBits(row.size, zlib.decompress(row.revoked), zlib.decompress(row.colours))
