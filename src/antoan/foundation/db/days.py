"""Names and bounds of a day's partition. No Django: the scan process opens days too."""

from datetime import date

from antoan.kit.clock import day_end, day_start


def partition_name(table: str, day: date) -> str:
    """Return the name of a day's partition: visits_visit_20261122."""
    return f"{table}_{day:%Y%m%d}"


def open_day_statement(table: str, day: date) -> str:
    """Return the statement that makes a day's partition (a city day, from local midnight to the next)."""
    first, last = day_start(day).isoformat(), day_end(day).isoformat()
    return (
        f'CREATE TABLE IF NOT EXISTS "{partition_name(table, day)}" PARTITION OF "{table}" '
        f"FOR VALUES FROM ('{first}') TO ('{last}')"
    )
