"""What a file of doses brought, as it stands in the tables: line by line, and summed by vaccine and day."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from heapq import merge
from typing import Final
from uuid import UUID

from django.db import connection

from antoan.domains.records.queries.lists import standing_doses
from antoan.domains.records.values import RecordState
from antoan.domains.vaccination.importing.lines import line_of_held, line_of_record
from antoan.domains.vaccination.importing.values import HeldState, Sum
from antoan.domains.vaccination.models import HeldDose, ImportedDose
from antoan.foundation.imports.queries import tallies_of
from antoan.foundation.imports.values import RowState

_CHUNK: Final = 5_000
SUMS_MAX: Final = 2_000  # Vaccines times days; past it a page shows the first, the figures above hold all.
_STANDING: Final = """
SELECT v.product, v.given_on, v.state, count(*)
FROM vaccination_importeddose i JOIN records_vaccination v ON v.id = i.record_id
WHERE i.run_id = %s GROUP BY 1, 2, 3
"""


def lines_of_run(run_id: UUID) -> Iterator[str]:
    """Yield the line of every row of a run that stands in the tables, by number."""
    return (line for _, line in merge(_recorded(run_id), _held(run_id)))


def sums_of(run_id: UUID) -> list[Sum]:
    """Return by day and vaccine what the source has, by its own rows, and what stands in the tables, by theirs."""
    source: dict[tuple[str, date], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for tally, state, rows in tallies_of(run_id):
        if not tally or state is RowState.FAULTY:
            continue
        day, _, product = tally.partition("|")
        at = source[product, date.fromisoformat(day)]
        at["source"] += rows
        at[state] += rows
    for product, given_on, stands, rows in _standing(run_id):
        source[product, given_on]["verified" if stands == RecordState.VERIFIED else "doubted"] += rows
    # What a desk has placed since is among the records.
    held = HeldDose.objects.filter(run_id=run_id).exclude(state=HeldState.PLACED)
    for product, given_on in held.values_list("product", "given_on"):
        source[product, given_on]["held"] += 1
    return [_sum(*key, counts) for key, counts in sorted(source.items(), key=lambda item: item[0][::-1])]


def _sum(product: str, given_on: date, counts: dict[str, int]) -> Sum:
    return Sum(
        product, given_on, counts["source"], counts[RowState.KNOWN] + counts[RowState.GOOD], counts["verified"],
        counts["doubted"], counts["held"], counts[RowState.UNDONE],
    )  # fmt: skip


def _standing(run_id: UUID) -> list[tuple[str, date, str, int]]:
    with connection.cursor() as cursor:
        cursor.execute(_STANDING, [run_id])
        rows: list[tuple[str, date, str, int]] = cursor.fetchall()
    return rows


def _recorded(run_id: UUID) -> Iterator[tuple[int, str]]:
    last = 0
    rows = ImportedDose.objects.filter(run_id=run_id).order_by("number").values_list("number", "record_id")
    while chunk := list(rows.filter(number__gt=last)[:_CHUNK]):
        standing = standing_doses(record_id for _, record_id in chunk)
        for number, record_id in chunk:
            if dose := standing.get(record_id):
                yield (
                    number,
                    line_of_record(
                        number, dose.person_id, dose.product, dose.given_on, dose.dose_number, dose.lot
                    ),
                )
        last = chunk[-1][0]


def _held(run_id: UUID) -> Iterator[tuple[int, str]]:
    last = 0
    rows = HeldDose.objects.filter(run_id=run_id).order_by("number")
    while chunk := list(rows.filter(number__gt=last)[:_CHUNK]):
        for row in chunk:
            yield (
                row.number,
                line_of_held(row.number, row.standing, row.product, row.given_on, row.content),
            )
        last = chunk[-1].number
