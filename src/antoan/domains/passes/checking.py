"""Compares stored passes with what the records say."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from antoan.domains.passes.queries.deriving import derive_passes
from antoan.domains.passes.queries.storage import StoredPass, passes_of_nobody, stored_passes
from antoan.domains.passes.services import BATCH_PEOPLE
from antoan.domains.people.queries.bulk import all_person_ids
from antoan.kit import clock


@dataclass(frozen=True, slots=True)
class Difference:
    """One column of one pass that is not what the records say. Values are left to those who may read them."""

    person_id: int
    column: str  # "*": the pass is missing, or its person is


def differences(*, today: date | None = None) -> Iterator[Difference]:
    """Return what a rebuild would change, without changing it."""
    for batch in all_person_ids(BATCH_PEOPLE):
        yield from _differences_in(batch, today or clock.today())
    for person_id in passes_of_nobody():
        yield Difference(person_id, "*")


@transaction.atomic
def _differences_in(batch: list[int], today: date) -> list[Difference]:
    derived = derive_passes(batch, today=today)
    stored = stored_passes(batch)
    return [found for row in derived for found in _compare(stored.get(row.person_id), row)]


def _compare(stored: StoredPass | None, derived: StoredPass) -> Iterator[Difference]:
    if stored is None:
        yield Difference(derived.person_id, "*")
        return
    for column, before, after in zip(StoredPass._fields, stored, derived, strict=True):
        if _comparable(before) != _comparable(after):
            yield Difference(derived.person_id, column)


def _comparable(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
