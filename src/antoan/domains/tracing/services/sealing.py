"""Seals closed days into immutable files, and seals them anew when something changed late.

Whatever falls in between, the set that was in force stays in force: files get their name when they are on the
disk and equal to the rows, and the manifest is replaced at one stroke.
"""

from datetime import date, datetime
from typing import Final

import structlog
from django.db import transaction

from antoan.domains.tracing.columns import Columns, Fingerprint
from antoan.domains.tracing.errors import DayNotClosed, DayNotSealed, SealDiffers
from antoan.domains.tracing.queries import exporting, late
from antoan.domains.tracing.queries.sealed import sealed_folder
from antoan.domains.tracing.rules.days import closed_from, is_kept
from antoan.domains.tracing.sealing.layout import PARQUET, Sealed, SealedDay
from antoan.domains.tracing.sealing.reading import opened_day, read_archive
from antoan.domains.tracing.sealing.writing import write_archive, write_hot
from antoan.domains.tracing.services.forgetting import drop_old_days, write_without_forgotten
from antoan.domains.visits.services import measure_longest_stays
from antoan.kit import clock
from antoan.kit.clock import day_end, day_start
from antoan.kit.ids import uuid7

TRIES_MAX: Final = 3  # Somebody new may enter between numbering and reading.

_log = structlog.get_logger()


def seal_due(now: datetime, *, with_changed: bool = True) -> list[SealedDay]:
    """Seal every closed day that is not sealed, or changed since; drop the erased and what is too old. For jobs."""
    folder, today = sealed_folder(), clock.local_date(now)
    with folder.sealing():
        drop_old_days(folder, today)
        known, changed = folder.days(), late.changed_days() if with_changed else {}
        due = [
            day
            for day in exporting.days_with_rows()
            if now >= closed_from(day) and is_kept(day, today) and (day not in known or day in changed)
        ]
        fresh = [_seal(folder, day) for day in due]
        write_without_forgotten(folder, write=write_day)
        if with_changed:
            folder.forget_caches()
        folder.sweep()
    return fresh


def seal_day(day: date, now: datetime) -> SealedDay:
    """Seal one day, anew when it is sealed already. DayNotClosed; DayNotSealed when the database has no rows of it."""
    if now < closed_from(day):
        raise DayNotClosed(f"{day} may still change: it can be sealed from {closed_from(day)} on.")
    folder = sealed_folder()
    with folder.sealing():
        if day not in exporting.days_with_rows():
            raise DayNotSealed(f"The database holds no visits of {day}.")
        sealed = _seal(folder, day)
        folder.sweep()
    return sealed


def write_day(folder: Sealed, day: date, rows: Columns, expected: Fingerprint) -> SealedDay:
    """Write a generation of a day and read it back; SealDiffers unless both its forms are what was expected."""
    generation, ordered = uuid7().hex, rows.in_order()
    first_s, last_s = ordered.span
    with folder.new_generation(day, generation) as part:
        write_archive(part, day, ordered)
        write_hot(part, ordered)
        hot = opened_day(part, first_s=first_s, last_s=last_s).columns()
        if read_archive(part).fingerprint() != expected or hot.fingerprint() != expected:
            raise SealDiffers(f"The files of {day} do not hold what the database holds.")
        sizes = {path.name: path.stat().st_size for path in part.iterdir()}
    return SealedDay(
        day=day,
        generation=generation,
        rows=expected.rows,
        estimated=expected.estimated,
        checksum=expected.checksum,
        first_s=first_s,
        last_s=last_s,
        hot_bytes=sum(size for name, size in sizes.items() if name != PARQUET),
        archive_bytes=sizes[PARQUET],
        sealed_at=clock.now().isoformat(timespec="seconds"),
    )


def _seal(folder: Sealed, day: date) -> SealedDay:
    with transaction.atomic():
        late.watch(day)
    # A net under whoever wrote visits without raising the longest stays.
    measure_longest_stays(day_start(day), day_end(day))
    seen, expected, rows = read_day(day)
    sealed = write_day(folder, day, rows, expected)
    folder.put_in_force({**folder.days(), day: sealed})
    with transaction.atomic():
        late.settle(day, seen)
    _log.info("tracing.sealed", day=str(day), rows=sealed.rows)
    return sealed


def read_day(day: date) -> tuple[str, Fingerprint, Columns]:
    """Read a day as one moment sees it: which late changes are in it, its fingerprint, and its rows."""
    for _ in range(TRIES_MAX):
        with transaction.atomic():
            exporting.give_numbers(day)
        with exporting.one_moment() as seen:
            expected, rows = exporting.fingerprint_of(day), exporting.exported(day)
        if len(rows) == expected.rows:
            return seen, expected, rows
    raise SealDiffers(f"{day} changes faster than it can be read: try again later.")
