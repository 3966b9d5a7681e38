"""How two entries stood before they were merged and after, in every table that privacy knows of."""

import json
from dataclasses import dataclass
from typing import Final

from django.db.models import Model

from antoan.domains.identity.errors import MergeTooLarge
from antoan.domains.identity.limits import MERGE_ROWS_MAX
from antoan.domains.privacy.copying.pieces import who
from antoan.domains.privacy.registry import parts
from antoan.foundation.db.kept import Kept
from antoan.foundation.db.photographs import Row, key_of, photograph, rows_of_keys

# Not moved by a merge: the trail is never changed, passes are derived, a revoked code never comes back (lesson L8),
# and merges tell of themselves.
LEFT_ALONE: Final = frozenset(
    {
        "audit_trailentry", "passes_pass", "codes_issuedcode", "codes_shortcode", "codes_dynamicreference",
        "identity_merge",
    }
)  # fmt: skip

Tables = dict[str, dict[str, Row]]  # Rows by table and key.


@dataclass(frozen=True, slots=True)
class Photograph:
    """All rows of both entries, before and after."""

    before: Tables
    after: Tables

    def as_text(self) -> str:
        """Return what is kept, sealed."""
        return json.dumps({"before": self.before, "after": self.after})

    @classmethod
    def read(cls, text: str) -> "Photograph":
        """Read what `as_text` wrote."""
        kept = json.loads(text)
        return cls(kept["before"], kept["after"])


def stand_of(person_ids: tuple[int, int]) -> Tables:
    """Return how the rows of two entries stand now; MergeTooLarge."""
    tables: Tables = {}
    for kept in movable():
        rows = tables.setdefault(kept.table, {})
        for person_id in person_ids:
            rows |= {key_of(kept.model, row): row for row in _rows(kept, person_id)}
    if sum(map(len, tables.values())) > MERGE_ROWS_MAX:
        raise MergeTooLarge
    return {table: rows for table, rows in tables.items() if rows}


def now_of(*photographed: Tables) -> Tables:
    """Return how photographed rows stand now, whoever they are about by now."""
    models = models_by_table()
    found: Tables = {}
    for tables in photographed:
        for table, rows in tables.items():
            model = models[table]
            standing = rows_of_keys(model, list(rows.values()))
            found[table] = found.get(table, {}) | {key_of(model, row): row for row in standing}
    return found


def movable() -> list[Kept]:
    """Return every way into a table whose rows a merge may move."""
    return [kept for part in parts() for kept in part.kept if kept.table not in LEFT_ALONE]


def models_by_table() -> dict[str, type[Model]]:
    """Return the models of these tables."""
    return {kept.table: kept.model for kept in movable()}


def _rows(kept: Kept, person_id: int) -> list[Row]:
    return photograph(kept.rows_of(who(person_id)))
