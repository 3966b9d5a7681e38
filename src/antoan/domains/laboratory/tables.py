"""Reads a laboratory's results from a spreadsheet or CSV: one row a tube. Our own columns: no official file was found [I]."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from antoan.domains.laboratory.errors import BarcodeUnreadable, ResultUnreadable, TableUnreadable
from antoan.domains.laboratory.rules import read_barcode
from antoan.domains.laboratory.values import TubeResult
from antoan.domains.records.values import TestOutcome
from antoan.foundation.imports.cells import mark_faults
from antoan.foundation.imports.reading.reader import read_table
from antoan.foundation.imports.reading.refusing import FileRefused
from antoan.foundation.imports.values import Column, ReadRow
from antoan.kit import clock
from antoan.kit.text import fold

RESULTS_MAX: Final = 5_000  # Of one file, as of one bundle: all are taken while the sender waits.
BARCODE: Final = "barcode"
OUTCOME: Final = "outcome"
RESULTED_AT: Final = "resulted_at"
COLUMNS: Final = (
    Column(
        BARCODE, "Mã vạch ống", ("Mã ống", "Mã mẫu", "Mã vạch", "Barcode", "Sample ID", "Tube"),
        is_required=True, example="HC-000123", hint="Đúng như trên ống.", width=20,
    ),
    Column(
        OUTCOME, "Kết quả", ("Kết quả xét nghiệm", "Result", "Outcome"),
        is_required=True, example="Âm tính", hint="Âm tính, Dương tính hoặc Nghi ngờ.", width=16,
    ),
    Column(
        RESULTED_AT, "Giờ có kết quả", ("Ngày giờ trả kết quả", "Thời gian trả kết quả", "Resulted at"),
        example="08:30 15/10/2021", hint="Giờ và ngày. Bỏ trống là lúc gửi tệp.", width=22,
    ),
)  # fmt: skip
_OUTCOMES: Final = {
    **dict.fromkeys(("am tinh", "am", "negative", "neg", "(-)", "khong phat hien"), TestOutcome.NEGATIVE),
    **dict.fromkeys(("duong tinh", "duong", "positive", "pos", "(+)", "phat hien"), TestOutcome.POSITIVE),
    **dict.fromkeys(
        ("nghi ngo", "khong xac dinh", "inconclusive", "indeterminate", "ind"), TestOutcome.DOUBTFUL
    ),
}
_TIME: Final = r"(?P<hour>[01]?\d|2[0-3])\s*[:hg]\s*(?P<minute>[0-5]\d)(?::[0-5]\d)?"
_DAY: Final = r"(?P<day>\d{1,2})[/.\-](?P<month>\d{1,2})[/.\-](?P<year>\d{4})"
_MOMENTS: Final = (
    re.compile(rf"{_TIME}\s+{_DAY}", re.ASCII),
    re.compile(rf"{_DAY}\s+{_TIME}", re.ASCII),
    re.compile(rf"(?P<year>\d{{4}})-(?P<month>\d\d)-(?P<day>\d\d)[ t]{_TIME}", re.ASCII),
)


@dataclass(frozen=True, slots=True)
class ReadResults:
    """The results a table holds, by row as the spreadsheet numbers it, and the rows that hold none: row, barcode, code."""

    results: Sequence[tuple[int, TubeResult]]
    faults: Sequence[tuple[int, str, str]]


def read_results(raw: bytes) -> ReadResults:
    """Read a table. TableUnreadable, with `why` in its context, when it cannot be read as a whole."""
    try:
        table = read_table(raw, COLUMNS, rows_max=RESULTS_MAX)
    except FileRefused as refusal:
        raise TableUnreadable(why=refusal.why.value, detail=refusal.detail) from None
    results, faults = [], []
    for row in table.rows:
        found = _result(row)
        if isinstance(found, TubeResult):
            results.append((row.number, found))
        else:
            faults.append((row.number, row.text(BARCODE)[:32], found))
    return ReadResults(results, faults)


def _result(row: ReadRow) -> TubeResult | str:
    """Return what a row says, or the code of what keeps it out."""
    marked = (fault for column in (BARCODE, OUTCOME) for fault in mark_faults(row, column, is_required=True))
    broken = {fault.column for fault in marked if not fault.is_warning}
    if BARCODE in broken or read_barcode(row.text(BARCODE)) is None:
        return BarcodeUnreadable.code
    outcome = _OUTCOMES.get(fold(row.text(OUTCOME)))
    if outcome is None:
        return ResultUnreadable.code
    text = row.text(RESULTED_AT)
    resulted_at = _moment(text) if text else None
    if text and resulted_at is None:
        return ResultUnreadable.code
    return TubeResult(row.text(BARCODE), outcome, resulted_at)


def _moment(text: str) -> datetime | None:
    """Return a moment of the city; None for a day alone, which does not say whether it was before the sample."""
    found = next(filter(None, (pattern.fullmatch(fold(text)) for pattern in _MOMENTS)), None)
    if found is None:
        return None
    parts = {name: int(part) for name, part in found.groupdict().items()}
    try:
        day = date(parts["year"], parts["month"], parts["day"])
    except ValueError:
        return None
    return clock.day_start(day) + timedelta(hours=parts["hour"], minutes=parts["minute"])
