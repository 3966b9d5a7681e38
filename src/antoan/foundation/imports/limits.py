"""Bounds of what people may bring. A file past one of them is refused whole: a short import is an error (lesson L4)."""

from typing import Final

from antoan.foundation.files.limits import PICTURE_BYTES_MAX

FILE_BYTES_MAX: Final = PICTURE_BYTES_MAX  # More of a file the upload handler does not keep.
ROWS_MAX: Final = 100_000
COLUMNS_MAX: Final = 60
CELL_LETTERS_MAX: Final = 500
HEADER_ROWS_MAX: Final = 20  # The header is looked for in so many rows: titles and logos stand above it.
UNPACKED_BYTES_MAX: Final = 400 * 1024 * 1024  # Of all parts of a spreadsheet together.
MARKS_MAX: Final = 200_000  # Formulas, errors and hidden rows that are looked at one by one.

READER_SECONDS_MAX: Final = 120
READER_MEMORY_BYTES_MAX: Final = 2 * 1024**3

# Of a file that an operator brings on the server: as many rows as a spreadsheet can hold, and some.
LARGE_FILE_BYTES_MAX: Final = 512 * 1024 * 1024
LARGE_ROWS_MAX: Final = 1_500_000
LARGE_READER_SECONDS_MAX: Final = 1_200
LARGE_READER_MEMORY_BYTES_MAX: Final = 6 * 1024**3

BATCH_ROWS: Final = (
    500  # One transaction of checking, loading or undoing, unless the importer says otherwise.
)
ATTEMPTS_MAX: Final = 5  # Then a step that keeps failing ends the run.
RUNS_PER_OWNER_DAY_MAX: Final = 30
FILE_NAME_LETTERS_MAX: Final = 200
CONTENT_DAYS_MAX: Final = 7  # What rows say is kept so long; what became of them stays.
UNDO_DAYS_MAX: Final = 30
