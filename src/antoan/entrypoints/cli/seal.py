"""antoan seal: writes closed days of visits into immutable files, and lets rows go that the files hold."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from antoan.entrypoints.cli.prepare import prepare

if TYPE_CHECKING:
    from antoan.domains.tracing.sealing.layout import SealedDay

app = typer.Typer(add_completion=False, help="Write closed days of visits into immutable files.")


@app.command()
def seal(
    day: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="This day only, sealed anew if it is.")
    ] = None,
    let_go: Annotated[
        int | None,
        typer.Option(
            min=9, help="Then drop the rows of sealed days older than so many days from the database."
        ),
    ] = None,
) -> None:
    """Seal every closed day that is not sealed yet, or changed since. The worker does the same each night."""
    prepare()
    from antoan.domains.tracing.services.letting_go import let_go_before
    from antoan.domains.tracing.services.sealing import seal_day, seal_due
    from antoan.kit import clock

    now = clock.now()
    sealed = [seal_day(day.date(), now)] if day else seal_due(now)
    for one in sealed:
        typer.echo(_line(one))
    typer.echo(f"{len(sealed)} days sealed")
    if let_go is not None:
        today = clock.local_date(now)
        gone = let_go_before(today - timedelta(days=let_go), today)
        typer.echo(f"rows of {len(gone)} days let go")


def _line(one: "SealedDay") -> str:
    hot, archive = (size / max(one.rows, 1) for size in (one.hot_bytes, one.archive_bytes))
    return f"{one.day}  {one.rows:>12,} stays  {hot:6.1f} bytes hot  {archive:6.1f} bytes archived"
