"""Has the worker look at an import soon."""

from uuid import UUID


def wake(run_id: UUID) -> None:
    """Leave a job for the worker."""
    from antoan.foundation.imports.jobs import work  # The job engine is only needed once something waits.

    work.defer(run_id=str(run_id))
