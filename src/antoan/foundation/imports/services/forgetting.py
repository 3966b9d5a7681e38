"""Forgets rows about somebody who is being erased."""

from collections.abc import Iterable

from antoan.foundation.imports.models import ImportRow


def forget_rows(keys: Iterable[bytes]) -> int:
    """Delete the rows that bear one of these keys; return how many."""
    return ImportRow.objects.filter(key__in=list(keys)).delete()[0]
