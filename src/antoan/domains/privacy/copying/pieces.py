"""Gathers all that is kept of a person, part by part, within bounds."""

from dataclasses import dataclass
from typing import Any, Final

from antoan.domains.people.errors import PersonNotFound
from antoan.domains.people.queries.kept import keys_of
from antoan.domains.privacy.registry import Part, Resource, parts
from antoan.foundation.accounts.queries import account_id_of
from antoan.foundation.db.kept import Column, Kept, WhoKeys
from antoan.kit.words import Words

ROWS_PER_TABLE_MAX: Final = 10_000  # The newest; the manifest says how many were left out.


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one table, the newest first."""

    name: str
    columns: tuple[Column, ...]
    rows: list[dict[str, Any]]
    left_out: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One part with its tables and its FHIR resources."""

    key: str
    title: Words
    tables: tuple[Table, ...]
    resources: list[Resource]


def who(person_id: int) -> WhoKeys:
    """Return all by which tables know a person; PersonNotFound."""
    keys = keys_of(person_id)
    if keys is None:
        raise PersonNotFound
    return WhoKeys(keys.person_id, keys.qid, account_id_of(person_id))


def gather(person_id: int, *, limit: int = ROWS_PER_TABLE_MAX) -> list[Piece]:
    """Return everything that is kept of a person. The caller has checked who asks."""
    keys = who(person_id)
    return [_piece(part, keys, limit) for part in parts()]


def _piece(part: Part, keys: WhoKeys, limit: int) -> Piece:
    tables = tuple(_table(kept, keys, limit) for kept in part.kept if kept.in_copy)
    return Piece(part.key, part.title, tables, list(part.resources(keys.person_id)))


def _table(kept: Kept, keys: WhoKeys, limit: int) -> Table:
    rows = kept.rows(keys, limit)
    left_out = max(kept.count(keys) - len(rows), 0) if len(rows) == limit else 0
    return Table(kept.name, kept.columns(), rows, left_out)
