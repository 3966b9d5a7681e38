"""antoan retention: deletes what is kept longer than its period, and tells what was deleted."""

from datetime import datetime
from typing import Annotated

import typer

from antoan.entrypoints.cli.prepare import prepare

app = typer.Typer(no_args_is_help=True, help="How long data are kept, and what was deleted.")

Day = Annotated[
    datetime | None,
    typer.Option("--day", formats=["%Y-%m-%d"], help="As of this city day; today unless told."),
]


@app.command()
def run(day: Day = None) -> None:
    """Delete now what is past its period; the worker does so every night. Exit status 1 when a period failed."""
    prepare()
    from antoan.domains.privacy.services.retaining import sweep_all

    for period, deleted in sweep_all(today=day.date() if day else None).items():
        typer.echo(f"{period:16}{sum(deleted.values()):>12,} rows")
    raise typer.Exit(1 if _print_faults() else 0)


@app.command()
def report(day: Day = None) -> None:
    """Print what the last run of a day deleted, table by table. Exit status 1 when a period failed."""
    prepare()
    from antoan.domains.privacy.queries.retention import runs
    from antoan.foundation.accounts.actor import SYSTEM

    lines = runs(SYSTEM, day=day.date() if day else None)
    if not lines:
        typer.echo("no run is reported: run it with antoan retention run, or start the worker")
    for line in lines:
        told = line.table or "nothing was old enough"
        typer.echo(f"{line.day} {line.period:16} kept from {line.first_day_kept} {line.rows:>10,} {told}")
    raise typer.Exit(1 if _print_faults() else 0)


def _print_faults() -> bool:
    """Tell on stderr which periods failed in the newest run of the newest day."""
    from antoan.domains.privacy.queries.retention import newest_faults

    found = newest_faults()
    for period, error in found.items():
        typer.echo(f"{period}: {error}", err=True)
    return bool(found)
