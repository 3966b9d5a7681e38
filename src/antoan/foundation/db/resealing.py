"""Seals again, with the current key, what older keys sealed: in bounded batches, to be stopped and resumed at will."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol

import pgtrigger
from django.apps import apps
from django.db import connection, models, transaction

from antoan.foundation.db.sealed import SealedTextField, field_ring
from antoan.kit.errors import Conflict
from antoan.kit.sealing import SealBroken

BATCH_ROWS: Final = 1_000


class ValueBroken(Conflict):
    """A sealed value does not open."""

    code = "database:sealed:broken"


class SealedStore(Protocol):
    """Somewhere sealed values lie."""

    @property
    def name(self) -> str:
        """Return the store as people name it."""

    def rows_by_key(self) -> Counter[int]:
        """Return how many rows each key sealed."""

    def reseal(self, batch_rows: int = BATCH_ROWS) -> Iterator[int]:
        """Seal again what is not sealed with the current key; yield the rows of each committed batch."""


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """A sealed column of one table."""

    model: type[models.Model]
    column: str
    place: str

    @property
    def name(self) -> str:
        """Return the column as people name it."""
        return f"{self._table}.{self.column}"

    def rows_by_key(self) -> Counter[int]:
        """Return how many rows each key sealed."""
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT get_byte("{self.column}", 0), count(*) FROM "{self._table}"'  # noqa: S608
                f' WHERE "{self.column}" IS NOT NULL GROUP BY 1'
            )
            return Counter(dict(cursor.fetchall()))

    def reseal(self, batch_rows: int = BATCH_ROWS) -> Iterator[int]:
        """Seal again what is not sealed with the current key; yield the rows of each committed batch."""
        last: Any = None
        while True:
            with transaction.atomic(), pgtrigger.ignore(*self._history_triggers()):
                rows = self._take(last, batch_rows)
                self._put_back(rows)
            if not rows:
                return
            last = rows[-1][0]
            yield len(rows)

    @property
    def _table(self) -> str:
        return self.model._meta.db_table

    @property
    def _key(self) -> str:
        assert self.model._meta.pk is not None
        return str(self.model._meta.pk.column)

    @property
    def _key_type(self) -> str:
        assert self.model._meta.pk is not None
        return str(self.model._meta.pk.rel_db_type(connection))

    def _take(self, after: Any, batch_rows: int) -> list[tuple[Any, bytes]]:
        beyond = "" if after is None else f'AND "{self._key}" > %s'
        with connection.cursor() as cursor:
            cursor.execute(
                f'SELECT "{self._key}", "{self.column}" FROM "{self._table}"'  # noqa: S608
                f' WHERE get_byte("{self.column}", 0) <> %s {beyond}'
                f' ORDER BY "{self._key}" LIMIT %s FOR UPDATE',
                [field_ring().current, *([] if after is None else [after]), batch_rows],
            )
            return [(key, bytes(sealed)) for key, sealed in cursor.fetchall()]

    def _put_back(self, rows: list[tuple[Any, bytes]]) -> None:
        if not rows:
            return
        ring = field_ring()
        keys = [key for key, _ in rows]
        again = [ring.seal(self._open(key, sealed), place=self.place) for key, sealed in rows]
        with connection.cursor() as cursor:
            # One statement: pgtrigger.ignore cannot speak to executemany.
            cursor.execute(
                f'UPDATE "{self._table}" SET "{self.column}" = again.sealed'  # noqa: S608 – names of our models
                f" FROM unnest(%s::{self._key_type}[], %s::bytea[]) AS again(key, sealed)"
                f' WHERE "{self._table}"."{self._key}" = again.key',
                [keys, again],
            )

    def _open(self, key: Any, sealed: bytes) -> str:
        try:
            return field_ring().open(sealed, place=self.place)
        except SealBroken as error:
            raise ValueBroken(
                f"{self.name} of row {key} does not open: {error}. Put the row or its key back from a backup."
            ) from None

    def _history_triggers(self) -> list[str]:
        """Return the triggers on updates: the content stays the same, so history has nothing to tell."""
        return [
            f"{model._meta.app_label}.{model._meta.object_name}:{trigger.name}"
            for model, trigger in pgtrigger.registered()
            if model._meta.db_table == self._table and "UPDATE" in str(trigger.operation)
        ]


_elsewhere: list[Callable[[], SealedStore]] = []


def register_store(store: Callable[[], SealedStore]) -> None:
    """Have sealed values that lie outside sealed columns sealed again too."""
    if store not in _elsewhere:
        _elsewhere.append(store)


def sealed_stores() -> list[SealedStore]:
    """Return everything that is sealed, tables of history included."""
    columns: list[SealedStore] = [
        SealedColumn(model, str(field.column), field.place)
        for model in apps.get_models()
        if model._meta.managed and not model._meta.proxy
        for field in model._meta.concrete_fields
        if isinstance(field, SealedTextField)
    ]
    return columns + [store() for store in _elsewhere]
