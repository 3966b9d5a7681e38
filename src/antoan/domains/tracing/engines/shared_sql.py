"""The SQL that every engine with SQL runs, word for word."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

from antoan.domains.tracing.engines.engine import Cases, Window
from antoan.domains.tracing.rules.exposure import ContactRule
from antoan.domains.tracing.sealing.shelf import ShelfDay
from antoan.domains.tracing.sealing.writing import day_number


@cache
def trace_sql() -> str:
    """Return the text."""
    return (resources.files(__package__) / "trace.sql").read_text("utf-8")


def days_reached(shelf: Mapping[date, ShelfDay], window: Window, rule: ContactRule) -> dict[date, ShelfDay]:
    """Return the days some stay of which may meet a case within the window, or be a case's."""
    since, until = window.since - rule.linger_s, window.until + rule.before_s
    return {day: one for day, one in shelf.items() if one.sealed.reaches(since, until)}


def day_rows(days: Mapping[date, ShelfDay]) -> list[tuple[int, int, int]]:
    """Return the rows of `days`."""
    return [(day_number(day), one.sealed.first_s, one.sealed.last_s) for day, one in days.items()]


def case_rows(cases: Cases) -> list[tuple[int, int, int, int]]:
    """Return the rows of `cases`; a case is named by its position."""
    columns = (cases.person.tolist(), cases.since.tolist(), cases.until.tolist())
    return list(zip(range(len(cases)), *columns, strict=True))
