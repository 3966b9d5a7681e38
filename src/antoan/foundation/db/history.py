"""The history that triggers write of every tracked table."""

from typing import Any

from django.db.models import Model, QuerySet


def history(model: type[Model]) -> "QuerySet[Any]":
    """Return all former states of the rows of a tracked model."""
    events: QuerySet[Any] = model.pgh_event_model.objects.all()  # type: ignore[attr-defined]
    return events
