"""Keeps how long the longest stay of each spot lasts: who looks for overlaps looks no further back (tracing)."""

from datetime import datetime, timedelta

from django.db import transaction

from antoan.domains.visits.queries.longest import raise_longest_stays, raise_longest_to


@transaction.atomic
def measure_longest_stays(since: datetime, until: datetime) -> int:
    """Raise the longest stays to those that began between two moments; return how many spots rose.

    For whoever loads visits in bulk, in the transaction of the loading; the scan process raises them itself.
    """
    return raise_longest_stays(since, until)


def raise_longest_stay(spot_id: int, stay: timedelta) -> None:
    """Raise the longest stay of a spot, in the transaction that writes a stay of this length or lets one grow to it.

    Whoever writes visits one by one calls this: otherwise those who met such a stay are not found.
    """
    raise_longest_to(spot_id, -(-stay // timedelta(seconds=1)))
