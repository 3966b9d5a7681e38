"""A town's days in a log of PostgreSQL's, with the numbers under which the engines know its people."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

import numpy as np

from antoan.domains.tracing.columns import Columns
from antoan.domains.tracing.values import EPOCH

VISITS: Final = "visits_visit"
PIECE: Final = 1_000_000
_PG_EPOCH_S: Final = 946_684_800  # Of 2000-01-01, from which PostgreSQL counts.
# Width and dtype of each field of a row; a stay without a check-out has no `t_out`.
_FIELDS: Final = {
    "person_id": (8, ">i8"), "t_in": (8, ">i8"), "t_eff": (8, ">i8"), "t_out": (8, ">i8"), "received_at": (8, ">i8"),
    "spot_id": (4, ">i4"), "rule": (2, ">i2"), "colour": (2, ">i2"), "source": (2, ">i2"), "scan_id": (16, "V16"),
}  # fmt: skip


def number_people(count: int) -> None:
    """Give people their numbers: the person of number n is n + 1."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO tracing_personnumber (number, person_id) SELECT n, n + 1 FROM generate_series(0, %s) AS n",
            [count - 1],
        )
        cursor.execute("SELECT setval(pg_get_serial_sequence('tracing_personnumber', 'number'), %s)", [count])
        cursor.execute("ANALYZE tracing_personnumber")


def fill(day: date, columns: Columns) -> None:
    """Write a day as a partition with its indexes, its longest stays raised, as whoever loads a log does it."""
    from antoan.domains.visits.services import measure_longest_stays
    from antoan.foundation.db.bulk import analyze, bulk_loading, copy_buffers, filling_day
    from antoan.kit.clock import day_end, day_start

    with bulk_loading():
        with filling_day(VISITS, day) as partition:
            for names, buffers in ((list(_FIELDS), _rows(columns, estimated=False)),
                                   ([name for name in _FIELDS if name != "t_out"], _rows(columns, estimated=True))):  # fmt: skip
                copy_buffers(partition, names, buffers)
        measure_longest_stays(day_start(day), day_end(day))
        analyze([partition])


def _rows(columns: Columns, *, estimated: bool) -> Iterator[bytes]:
    """Give the stays with or without a check-out as rows of COPY's binary form."""
    chosen = np.flatnonzero(columns.estimated == estimated)
    names = [name for name in _FIELDS if not (estimated and name == "t_out")]
    layout = np.dtype(
        [("fields", ">i2")]
        + [part for name in names for part in ((f"w_{name}", ">i4"), (name, _FIELDS[name][1]))]
    )
    for begin in range(0, len(chosen), PIECE):
        part = chosen[begin : begin + PIECE]
        rows: Any = np.zeros(len(part), layout)
        rows["fields"] = len(names)
        for name in names:
            rows[f"w_{name}"] = _FIELDS[name][0]
        rows["person_id"] = columns.person[part].astype(np.int64) + 1
        rows["spot_id"], rows["colour"] = columns.spot[part], 1
        rows["t_in"] = _moments(columns.t_in[part])
        rows["t_eff"] = rows["received_at"] = _moments(columns.t_eff[part])
        if not estimated:
            rows["t_out"] = rows["t_eff"]
        yield rows.tobytes()


def _moments(seconds: Any) -> Any:
    """Return seconds of ours as PostgreSQL's microseconds."""
    return (seconds.astype(np.int64) + int(EPOCH.timestamp()) - _PG_EPOCH_S) * 1_000_000
