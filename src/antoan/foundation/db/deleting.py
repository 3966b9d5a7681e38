"""Deletes old rows a batch at a time, with the history that tells of them."""

from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from antoan.foundation.db.history import history

BATCH_ROWS: Final = 2_000


@transaction.atomic
def delete_batch(rows: "QuerySet[Any]", limit: int = BATCH_ROWS) -> dict[str, int]:
    """Delete up to `limit` of these rows, what hangs on them, and their history; return rows by table."""
    keys = list(rows.values_list("pk", flat=True)[:limit])
    model = rows.model
    _, by_model = model._default_manager.filter(pk__in=keys).delete()
    deleted = {
        model._meta.apps.get_model(label)._meta.db_table: count for label, count in by_model.items() if count
    }
    if keys and hasattr(model, "pgh_event_model"):
        events = history(model)
        deleted[events.model._meta.db_table] = events.filter(pgh_obj_id__in=keys).delete()[0]
    return {table: count for table, count in deleted.items() if count}
