"""Why a file is refused as a whole."""

from enum import StrEnum


class Why(StrEnum):
    """The reasons; pages say each in words, with what to do about it."""

    EMPTY = "empty"
    NOT_A_TABLE = "not_a_table"  # A PDF, a picture, a text document, a program.
    PAGE = "page"  # A web page or an old XML file under a spreadsheet's name.
    OTHER_SPREADSHEET = "other_spreadsheet"
    DAMAGED = "damaged"
    TOO_MUCH_INSIDE = "too_much_inside"  # A small file that unpacks to a huge one.
    TOO_HARD = "too_hard"  # The reader ran out of memory or time.
    MACROS = "macros"
    PASSWORD = "password"  # noqa: S105 - it is the name of a fault
    NO_ROWS = "no_rows"
    NO_HEADER = "no_header"
    COLUMNS_MISSING = "columns_missing"
    COLUMN_TWICE = "column_twice"
    TWO_LISTS = "two_lists"
    ENCODING = "encoding"
    MIXED_ENCODING = "mixed_encoding"
    NUL = "nul"
    QUOTES = "quotes"  # A quotation mark that is never closed.
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    SHORT = "short"  # Fewer rows arrived than were read.


class FileRefused(Exception):
    """The file cannot be read. `detail` says where: a line, a sheet, titles."""

    def __init__(self, why: Why, detail: str = "") -> None:
        self.why = why
        self.detail = detail[:300]
        super().__init__(why.value, detail)
