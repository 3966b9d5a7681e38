"""Finds a record by what its source calls it. For services: no actor is asked."""

from antoan.domains.records.models import TestResult
from antoan.domains.records.queries.persons import view_of
from antoan.domains.records.values import RecordState, RecordView


def result_of_source(source: str, reference: str) -> RecordView | None:
    """Return the test result that a source calls by this reference; None when there is none that stands."""
    if not reference:
        return None
    rows = TestResult.objects.filter(source=source, source_reference=reference).exclude(
        state=RecordState.ANNULLED
    )
    row = rows.first()
    return view_of(row) if row is not None else None
