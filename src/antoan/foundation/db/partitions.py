"""Tables partitioned by day: made as Django models, with days opened ahead."""

from datetime import date, timedelta
from typing import Any, Final

from django.db import connection, migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import ProjectState

from antoan.foundation.db.days import open_day_statement, partition_name

__all__ = ["DAYS_AHEAD", "CreatePartitionedModel", "drop_days", "open_days", "partition_name"]

DAYS_AHEAD: Final = 3
_LOCK_WAIT_SECONDS: Final = 3  # Whoever writes now waits behind us: give up rather than hold a gate.

_DAYS_BEFORE = """
SELECT inhrelid::regclass::text FROM pg_inherits
WHERE inhparent = %s::regclass AND inhrelid::regclass::text < %s ORDER BY 1
"""


class CreatePartitionedModel(migrations.CreateModel):
    """CreateModel whose table is partitioned by range of one column."""

    def __init__(self, *args: Any, partition_by: str, **kwargs: Any) -> None:
        self.partition_by = partition_by
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        """Keep the column in a written migration."""
        name, args, kwargs = super().deconstruct()
        return name, list(args), {**kwargs, "partition_by": self.partition_by}

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Create the table with its PARTITION BY clause."""
        plain = schema_editor.sql_create_table
        schema_editor.sql_create_table = plain + f" PARTITION BY RANGE ({self.partition_by})"
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        finally:
            schema_editor.sql_create_table = plain


def open_days(table: str, first: date, last: date) -> list[str]:
    """Make the partitions of the days first..last (city days) that do not exist yet; return the new ones."""
    made = []
    with connection.cursor() as cursor:
        for offset in range((last - first).days + 1):
            day = first + timedelta(days=offset)
            name = partition_name(table, day)
            cursor.execute("SELECT to_regclass(%s) IS NOT NULL", [name])
            if cursor.fetchone()[0]:
                continue
            cursor.execute(open_day_statement(table, day))
            made.append(name)
    return made


@transaction.atomic
def drop_days(table: str, before: date, *, limit: int) -> dict[str, int]:
    """Drop up to `limit` partitions of days before one, the oldest first; return the rows of each.

    A day goes as a whole, with its indexes, at once. OperationalError when the table stays locked.
    """
    dropped: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = '{_LOCK_WAIT_SECONDS}s'")
        cursor.execute(_DAYS_BEFORE, [table, partition_name(table, before)])
        for (name,) in cursor.fetchall()[:limit]:
            cursor.execute(f'SELECT count(*) FROM "{name}"')  # noqa: S608 - a name from the catalogue.
            dropped[name] = cursor.fetchone()[0]
            cursor.execute(f'DROP TABLE "{name}"')
    return dropped
