"""What a table keeps of one person: told in full, counted, and described. One place for copies and certificates."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.db import models
from django.db.models import Model, QuerySet

from antoan.foundation.db.history import history
from antoan.foundation.db.sealed import SealedTextField

_TYPES: "Final[tuple[tuple[type[models.Field[Any, Any]], str], ...]]" = (
    (SealedTextField, "text"),
    (models.BooleanField, "boolean"),
    (models.DateTimeField, "moment"),
    (models.DateField, "day"),
    (models.UUIDField, "text"),
    (models.JSONField, "object"),
    (models.IntegerField, "number"),
    (models.Field, "text"),
)


@dataclass(frozen=True, slots=True)
class Column:
    """A column as a copy shows it. `kind`: text, number, boolean, day, moment or object."""

    name: str
    kind: str


@dataclass(frozen=True, slots=True)
class WhoKeys:
    """All by which tables know one person."""

    person_id: int
    qid: str
    account_id: int | None


Also = Callable[[Sequence[Any]], Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Kept:
    """A table that keeps something of people, and how a person's rows are found.

    `hidden` names columns that are not the person's (who of the staff did it). Binary columns (digests, blind
    indexes) are never shown. `also` adds columns that say in words what numbers of other tables mean.
    """

    model: type[Model]
    by: str = "person"
    key: str = "person_id"  # Of WhoKeys.
    hidden: tuple[str, ...] = ()
    in_copy: bool = True
    also: Also | None = None
    also_columns: tuple[Column, ...] = ()

    @property
    def table(self) -> str:
        """Return the name of the table."""
        return self.model._meta.db_table

    @property
    def name(self) -> str:
        """Return the name under which a copy tells of it; two ways into one table are two names."""
        return self.table if self.by in {"person", "person_id", "id", "qid"} else f"{self.table}.{self.by}"

    @property
    def history_table(self) -> str | None:
        """Return the table that keeps former states, when there is one."""
        event = getattr(self.model, "pgh_event_model", None)
        return None if event is None else str(event._meta.db_table)

    def columns(self) -> tuple[Column, ...]:
        """Return the columns that a copy shows."""
        own = tuple(Column(field.attname, _kind(field)) for field in self._shown())
        return own + self.also_columns

    def rows(self, keys: WhoKeys, limit: int) -> list[dict[str, Any]]:
        """Return the person's rows as JSON holds them, the newest `limit`."""
        found = list(self._of(keys).order_by("-pk")[:limit])
        more = self.also(found) if self.also else [{} for _ in found]
        return [
            {field.attname: plain(getattr(row, field.attname)) for field in self._shown()}
            | {name: plain(value) for name, value in added.items()}
            for row, added in zip(found, more, strict=True)
        ]

    def count(self, keys: WhoKeys) -> int:
        """Return how many rows there are."""
        return self._of(keys).count()

    def count_history(self, keys: WhoKeys) -> int:
        """Return how many former states are kept."""
        if self.history_table is None:
            return 0
        return history(self.model).filter(**{self.by: getattr(keys, self.key)}).count()

    def rows_of(self, keys: WhoKeys) -> "QuerySet[Any]":
        """Return the person's rows, for whoever moves or photographs them."""
        return self._of(keys)

    def _of(self, keys: WhoKeys) -> "QuerySet[Any]":
        value = getattr(keys, self.key)
        rows: QuerySet[Any] = self.model._default_manager.all()
        return rows.none() if value is None else rows.filter(**{self.by: value})

    def _shown(self) -> Iterator["models.Field[Any, Any]"]:
        for field in self.model._meta.concrete_fields:
            is_bytes = isinstance(field, models.BinaryField) and not isinstance(field, SealedTextField)
            if not is_bytes and field.attname not in self.hidden:
                yield field


def plain(value: Any) -> Any:
    """Return a value as JSON holds it."""
    match value:
        case datetime() | date() | time():
            return value.isoformat()
        case UUID() | Decimal():
            return str(value)
        case tuple():
            return [plain(item) for item in value]
    return value


def _kind(field: "models.Field[Any, Any]") -> str:
    told: models.Field[Any, Any] = field.target_field if isinstance(field, models.ForeignKey) else field
    return next(kind for known, kind in _TYPES if isinstance(told, known))
