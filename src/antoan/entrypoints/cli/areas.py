"""antoan areas: load and check the administrative units."""

import typer

from antoan.entrypoints.cli.prepare import prepare

app = typer.Typer(no_args_is_help=True, help="The city's districts and wards, then and now.")


@app.command()
def load() -> None:
    """Bring the areas in the database to the files that ship with An Toàn."""
    prepare()
    from antoan.domains.areas.services import load_areas
    from antoan.foundation.accounts.actor import SYSTEM

    loaded = load_areas(actor=SYSTEM)
    typer.echo(f"{loaded.areas} areas, {loaded.successions} successions")


@app.command()
def check() -> None:
    """Compare the area files with the known counts and with the database."""
    prepare()
    from antoan.domains.areas.services import check_areas

    found = check_areas()
    typer.echo(f"{found.areas} areas, {found.successions} successions: files and database agree")
