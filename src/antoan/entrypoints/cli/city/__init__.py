"""antoan city: makes a synthetic city of any size, the same one for the same seed."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer

from antoan.entrypoints.cli.prepare import prepare

app = typer.Typer(no_args_is_help=True, help="Make a synthetic city. No person in it exists.")


@app.callback()
def city() -> None:
    """Make a synthetic city. No person in it exists."""


@app.command()
def generate(
    people: Annotated[int, typer.Option(help="How many people live there.")],
    days: Annotated[int, typer.Option(help="How many days of visits.")] = 7,
    seed: Annotated[int, typer.Option(help="The same seed makes the same city.")] = 1,
    codes: Annotated[int, typer.Option(help="How many people get a signed code at once.")] = 50_000,
    start: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="First day of visits.")] = None,
    until: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="The day as of whose first moment all is told; today unless told."
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Report rows and seconds as one JSON object.")
    ] = False,
) -> None:
    """Fill an empty database with people, records, codes, places and visits."""
    prepare()
    from antoan.entrypoints.cli.city.loading import make_city
    from antoan.entrypoints.cli.city.plan import plan_of
    from antoan.entrypoints.cli.city.progress import Progress
    from antoan.kit import clock

    plan = plan_of(
        people=people,
        days=days,
        today=clock.today(),
        start=start.date() if start else None,
        until=until.date() if until else None,
        seed=seed,
        codes=codes,
    )
    report = make_city(plan, Progress(0))
    if as_json:
        typer.echo(json.dumps(asdict(report)))
        return
    for table, rows in report.rows.items():
        _line(table, rows, report.seconds[table])
    typer.echo(f"{'indexes of people':28}{report.indexing_seconds:>38.1f} s")
    _line("all", sum(report.rows.values()), report.total_seconds)


def _line(name: str, rows: int, seconds: float) -> None:
    typer.echo(f"{name:28}{rows:>12,} rows {rows / max(seconds, 1e-9):>12,.0f} rows/s {seconds:>6.1f} s")
