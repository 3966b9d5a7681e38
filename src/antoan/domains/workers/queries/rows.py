"""Shows rows of workers as values."""

from collections.abc import Iterable, Iterator
from uuid import UUID

from django.db import connection

from antoan.domains.people.values import Birth, DocumentKind, Gender, Paper
from antoan.domains.workers.models import Worker
from antoan.domains.workers.values import Because, Ended, Link, NewWorker, WorkerView
from antoan.foundation.db.arrays import id_array
from antoan.kit.text import mask_head

_LISTED = """
SELECT DISTINCT person_id FROM workers_worker WHERE person_id = ANY(%s::bigint[]) AND ended_at IS NULL ORDER BY 1
"""


def view_of(row: Worker) -> WorkerView:
    """Return a row as the unit sees it."""
    return WorkerView(
        id=row.pk,
        unit_id=row.unit_id,
        person_id=row.person_id,
        full_name=row.full_name,
        birth=Birth(row.birth_on, row.birth_day_known),
        gender=Gender(row.gender),
        paper_masked=mask_head(row.document_number),
        phone=row.phone,
        staff_code=row.staff_code,
        job=row.job,
        cohort_id=row.cohort_id,
        cohort=row.cohort.name if row.cohort else "",
        link=Link(row.link),
        because=Because(row.because) if row.because else None,
        joined_at=row.joined_at,
        ended_at=row.ended_at,
        ended_because=Ended(row.ended_because) if row.ended_because else None,
    )


def written_of(row: Worker) -> NewWorker:
    """Return what the unit wrote of a worker, whole."""
    return NewWorker(
        full_name=row.full_name,
        birth=Birth(row.birth_on, row.birth_day_known),
        gender=Gender(row.gender),
        paper=Paper(DocumentKind(row.document_kind), row.document_number),
        phone=row.phone,
        staff_code=row.staff_code,
        job=row.job,
        cohort=row.cohort.name if row.cohort else "",
    )


def roster_of(unit_id: int) -> tuple[list[int], int]:
    """Return who is on a unit's list by group and name, and how many more are nobody we know for sure."""
    rows = Worker.objects.filter(unit=unit_id, ended_at__isnull=True)
    linked = rows.filter(person__isnull=False).order_by("cohort__name_folded", "name_folded", "pk")
    people = [person_id for person_id in linked.values_list("person_id", flat=True) if person_id is not None]
    return people, rows.filter(person__isnull=True).count()


def listed_anywhere(person_ids: Iterable[int]) -> list[int]:
    """Return which of these people are on the list of any unit."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, [id_array(person_ids)])
        return [row[0] for row in cursor.fetchall()]


def known_by_paper(unit_id: int, indexes: Iterable[bytes]) -> dict[bytes, tuple[int, str]]:
    """Return by blind index of a paper who on a unit's list is joined to a person: the person and the name."""
    rows = Worker.objects.filter(
        unit=unit_id, document_index__in=set(indexes), ended_at__isnull=True, person__isnull=False
    )
    return {bytes(row.document_index): (row.person_id or 0, row.full_name) for row in rows}


def imported_rows(run_id: UUID) -> Iterator[tuple[int, NewWorker]]:
    """Yield what stands in the table of an import, by row number."""
    rows = Worker.objects.filter(import_run_id=run_id).select_related("cohort").order_by("import_row")
    for row in rows.iterator(chunk_size=1_000):
        yield row.import_row or 0, written_of(row)
