"""Triggers of a table that only grows, and whose rows are chained by their hashes when they are committed."""

from typing import Final

import pgtrigger
from django.db.models import Model

_APPEND: Final = """
    PERFORM pg_advisory_xact_lock({lock});
    SELECT position, hash INTO last_position, last_hash
      FROM "{table}" WHERE position IS NOT NULL ORDER BY position DESC LIMIT 1;
    UPDATE "{table}"
       SET position = coalesce(last_position, 0) + 1,
           previous_hash = coalesce(last_hash, decode(repeat('00', 32), 'hex')),
           hash = sha256(coalesce(last_hash, decode(repeat('00', 32), 'hex')) || digest)
     WHERE id = NEW.id AND position IS NULL;
    RETURN NULL;
"""


class Refusal(pgtrigger.Trigger):
    """Refuses an operation on the table, whoever asks."""

    when = pgtrigger.Before

    def get_func(self, model: Model | type[Model]) -> str:
        """Return the body of the trigger for this table."""
        return f"RAISE EXCEPTION '{model._meta.db_table} only grows: no row is ever changed or deleted';"


def append_only() -> list[pgtrigger.Trigger]:
    """Return the triggers that refuse UPDATE of a chained row, DELETE and TRUNCATE."""
    return [
        Refusal(
            name="refuse_update",
            operation=pgtrigger.Update,
            condition=pgtrigger.Q(old__position__isnull=False),
        ),
        Refusal(name="refuse_delete", operation=pgtrigger.Delete),
        Refusal(name="refuse_truncate", level=pgtrigger.Statement, operation=pgtrigger.Truncate),
    ]


class HashChain(pgtrigger.Trigger):
    """Chains new rows by their column `digest`, filling `position`, `previous_hash` and `hash`.

    It runs when the transaction commits: the one lock of the chain is held only for the commit and is the
    last lock taken, so that whoever waits for it holds nothing its holder still wants.
    """

    name = "chain"
    when = pgtrigger.After
    operation = pgtrigger.Insert
    timing = pgtrigger.Deferred
    declare = [("last_position", "bigint"), ("last_hash", "bytea")]

    def __init__(self, *, lock: int) -> None:
        self.lock = lock  # The key of the advisory lock, one per chain.
        super().__init__()

    def get_func(self, model: Model | type[Model]) -> str:
        """Return the body of the trigger for this table."""
        return _APPEND.format(table=model._meta.db_table, lock=self.lock)
