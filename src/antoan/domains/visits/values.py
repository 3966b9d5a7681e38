"""Closed sets of visits, as stored."""

from enum import IntEnum


class EntrySource(IntEnum):
    """How the entry became known."""

    SCAN = 0
    QUEUED = 1  # scanned without network, sent later
    IMPLIED = 2  # only the way out was scanned; the entry is assumed at the same moment
