"""antoan gates: the switch over gates. Stops all scans, or tells pages that are too old to say no colour."""

from datetime import datetime, timedelta
from typing import Annotated

import typer

from antoan.entrypoints.cli.prepare import prepare

app = typer.Typer(no_args_is_help=True, help="Stop all scans; ask for a newer gate page.")

Unit = Annotated[int | None, typer.Option("--unit", help="Number of one unit; the whole city without it.")]
Because = Annotated[str, typer.Option("--because", help="Why; the trail keeps it.")]


@app.command()
def show() -> None:
    """List what is thrown now."""
    prepare()
    from antoan.domains.gates.queries.switches import switches_thrown
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.kit import clock

    thrown = switches_thrown(SYSTEM, clock.now())
    if not thrown:
        typer.echo("nothing is thrown: all gates scan, every page may tell colours")
    for one in thrown:
        whose = "city" if one.unit_id is None else f"unit {one.unit_id} {one.unit_name}"
        if one.minimum_version:
            typer.echo(f"{whose}: pages from version {one.minimum_version}")
        if one.stop:
            typer.echo(f"{whose}: stopped until {_shown(one.stop.until)}: {one.stop.text.vi}")


@app.command()
def require(
    version: Annotated[int, typer.Argument(help="The oldest version that may tell colours; 0 for any.")],
    because: Because,
    unit: Unit = None,
) -> None:
    """Let older gate pages tell no colour: they fetch themselves anew as soon as nobody stands before them."""
    prepare()
    from antoan.domains.gates.services.switching import require_page_version
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.kit import clock

    require_page_version(actor=SYSTEM, version=version, because=because, at=clock.now(), unit_id=unit)
    typer.echo(f"gate pages tell colours from version {version}")


@app.command()
def stop(
    text: Annotated[str, typer.Option("--text", help="What gates say instead, in Vietnamese.")],
    because: Because,
    text_en: Annotated[str, typer.Option("--text-en", help="The same in English.")] = "",
    hours: Annotated[float, typer.Option("--hours", help="How long, at most 168.")] = 24.0,
    unit: Unit = None,
) -> None:
    """Let no gate tell a colour or record a visit, for some hours. Gates without network do not hear of it."""
    prepare()
    from antoan.domains.gates.services.switching import stop_scanning
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.kit import clock
    from antoan.kit.words import Words

    now = clock.now()
    until = now + timedelta(hours=min(max(hours, 0.0), 10_000.0))
    stop_scanning(actor=SYSTEM, text=Words(text, text_en), until=until, because=because, at=now, unit_id=unit)
    typer.echo(f"gates are stopped until {_shown(until)}; end it before with: antoan gates resume")


@app.command()
def resume(because: Because, unit: Unit = None) -> None:
    """End a stop."""
    prepare()
    from antoan.domains.gates.services.switching import resume_scanning
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.kit import clock

    resume_scanning(actor=SYSTEM, because=because, at=clock.now(), unit_id=unit)
    typer.echo("gates scan again")


def _shown(moment: datetime) -> str:
    from antoan.kit import clock

    return f"{clock.local(moment):%H:%M %d/%m/%Y}"
