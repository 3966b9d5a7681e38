"""antoan passes: compare the derived facts of people with their records, and derive them anew."""

import typer

from antoan.entrypoints.cli.prepare import prepare

app = typer.Typer(no_args_is_help=True, help="The derived facts of people, by which gates decide.")

SHOWN_MAX = 20


@app.command()
def rebuild() -> None:
    """Derive every pass anew, in batches. Scans go on meanwhile."""
    prepare()
    from antoan.domains.passes.services import recompute_all

    typer.echo(f"{recompute_all()} passes changed")


@app.command()
def check() -> int:
    """Compare every pass with its records. Exit status 1 when any differs."""
    prepare()
    from antoan.domains.passes.checking import differences

    count = 0
    for count, difference in enumerate(differences(), start=1):
        if count <= SHOWN_MAX:
            what = "pass" if difference.column == "*" else difference.column
            typer.echo(f"person {difference.person_id}: {what} differs")
    if count == 0:
        typer.echo("every pass says what the records say")
        return 0
    typer.echo(f"{count} differences; mend them with: antoan passes rebuild", err=True)
    return 1
