"""antoan statistics: counts cases by ward for the risk map."""

from datetime import datetime
from typing import Annotated

import typer

from antoan.entrypoints.cli.prepare import prepare

app = typer.Typer(no_args_is_help=True, help="The counters of the risk map.")

Day = Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A city day; today unless told.")]


@app.callback()
def statistics() -> None:
    """The counters of the risk map."""


@app.command()
def count(start: Day = None, until: Day = None) -> None:
    """Count the days from `start` to `until` anew, both included; the worker counts today every hour."""
    prepare()
    from antoan.domains.statistics.services import count_days
    from antoan.kit import clock

    last = until.date() if until else clock.today()
    first = start.date() if start else last
    typer.echo(f"{count_days(first, last)} days counted")
