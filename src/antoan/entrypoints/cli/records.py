"""antoan records: brings lists of doses of any size, compares them with what stands, takes them back."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID

import typer

from antoan.entrypoints.cli.bar import Bar
from antoan.entrypoints.cli.prepare import prepare

if TYPE_CHECKING:
    from antoan.foundation.imports.values import RunView

app = typer.Typer(no_args_is_help=True, help="Lists of doses: bring them, compare them, take them back.")

_SECONDS_BETWEEN: Final = 0.2  # Between two looks at a run that the worker is at.
FAULTS_SHOWN_MAX: Final = 20

Unit = Annotated[
    int | None, typer.Option(help="Number of the unit that gave the doses; the city's own list without it.")
]

Run = Annotated[UUID, typer.Argument(help="Number of the run, as the import printed it.")]


@app.command("import")
def bring(
    file: Annotated[Path, typer.Argument(help="CSV, XLSX, XLS or ODS.", exists=True, dir_okay=False)],
    unit: Unit = None,
    good_rows: Annotated[
        bool, typer.Option("--good-rows", help="Load the good rows although others are faulty.")
    ] = False,
    register_unknown: Annotated[
        bool, typer.Option("--register-unknown", help="Register people nobody knows yet, by their paper.")
    ] = False,
    check_only: Annotated[bool, typer.Option("--check-only", help="Load nothing.")] = False,
    errors: Annotated[Path | None, typer.Option(help="Write faulty rows there as CSV, to mend.")] = None,
) -> None:
    """Check a list and load it: every row, or none. Broken off, the same command goes on where it was."""
    prepare()
    from antoan.domains.vaccination import services
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.foundation.imports.values import RunState

    owner, bar = _owner(unit), Bar()
    run = services.import_large_file(
        actor=SYSTEM, owner_id=owner, path=file, told=lambda rows: bar.show("reading", rows)
    )
    run = _worked_on(run, bar)
    if errors is not None:
        errors.write_bytes(_faulty_csv(run))
    is_good = good_rows or not run.counts.faulty
    if run.state is RunState.CHECKED and run.counts.good and is_good and not check_only:
        services.load_doses_file(
            actor=SYSTEM, owner_id=owner, run_id=run.id, registers_unknown=register_unknown
        )
        run = _worked_on(run, bar)
    elif run.state is RunState.CHECKED and not run.counts.good and not run.counts.faulty:
        # Every row is there already: nothing waits for a decision.
        run = services.discard_doses_file(actor=SYSTEM, owner_id=owner, run_id=run.id)
    _print(run)
    refused = run.state is RunState.CHECKED and not is_good
    if refused:
        _print_faults(run)
        typer.echo("nothing is loaded: mend these rows, or add --good-rows", err=True)
    raise typer.Exit(1 if refused or run.state in (RunState.FAILED, RunState.REFUSED) else 0)


@app.command()
def report(run_id: Run, unit: Unit = None) -> None:
    """Compare a list that was brought with what stands, by day and vaccine. Exit status 1 when they differ."""
    prepare()
    from antoan.domains.vaccination.queries.files import doses_file, sums_of_file
    from antoan.foundation.accounts.actor import SYSTEM

    _print(doses_file(SYSTEM, _owner(unit), run_id))
    differ = False
    for one in sums_of_file(SYSTEM, _owner(unit), run_id):
        differ |= not one.agrees
        typer.echo(
            f"{one.given_on}  {one.product:16} source {one.source:>9,}  known {one.known:>9,}  counted {one.verified:>9,}"
            f"  quarantined {one.doubted:>7,}  kept apart {one.held:>7,}  undone {one.undone:>9,}"
            f"{'' if one.agrees else '  DIFFERS'}"
        )
    raise typer.Exit(1 if differ else 0)


@app.command()
def place(unit: Unit = None) -> None:
    """Look again for the people of rows that were kept apart: some may have registered since."""
    prepare()
    from antoan.domains.vaccination import services
    from antoan.foundation.accounts.actor import SYSTEM

    placed, last_id = 0, 0
    while (looked := services.look_again(actor=SYSTEM, owner_id=_owner(unit), after=last_id)).last_id:
        placed, last_id = placed + looked.placed, looked.last_id
    typer.echo(f"{placed:,} rows placed")


@app.command()
def undo(run_id: Run, unit: Unit = None) -> None:
    """Strike out every dose that a list brought; possible for 30 days."""
    prepare()
    from antoan.domains.vaccination import services
    from antoan.foundation.accounts.actor import SYSTEM

    run = services.undo_doses_file(actor=SYSTEM, owner_id=_owner(unit), run_id=run_id)
    _print(_worked_on(run, Bar()))


def _owner(unit: int | None) -> str:
    from antoan.domains.vaccination.importing.values import CITY

    return CITY if unit is None else str(unit)


def _worked_on(run: "RunView", bar: Bar) -> "RunView":
    """Go on with a run as far as it goes by itself; a worker may be at it too, and each batch is done once."""
    from antoan.domains.vaccination.queries.files import doses_file
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.foundation.imports.queries import step_of
    from antoan.foundation.imports.services import advance
    from antoan.foundation.imports.values import WORKING

    while True:
        state, done, rows = step_of(run.id)
        if state not in WORKING:
            bar.end()
            return doses_file(SYSTEM, run.owner_id, run.id)
        bar.show(state.value, done, rows)
        if not advance(run.id) and step_of(run.id)[0] in WORKING:
            time.sleep(_SECONDS_BETWEEN)


def _print(run: "RunView") -> None:
    counts = run.counts
    typer.echo(f"run {run.id}: {run.state}{f' ({run.fault} {run.fault_detail})' if run.fault else ''}")
    typer.echo(
        f"{run.summary.rows:,} rows, {run.summary.blank_rows:,} blank; {counts.loaded:,} loaded, {counts.good:,} good,"
        f" {counts.known:,} there already, {counts.faulty:,} faulty, {counts.undone:,} undone"
    )
    typer.echo(f"source {run.file_digest}")
    if run.loaded_digest:
        agrees = "as sent" if run.sent_digest == run.loaded_digest else "NOT as sent"
        typer.echo(f"loaded {run.loaded_digest} {agrees}")


def _print_faults(run: "RunView") -> None:
    from antoan.domains.vaccination.queries.files import preview_of_doses
    from antoan.foundation.accounts.actor import SYSTEM

    _, faulty, _ = preview_of_doses(SYSTEM, run.owner_id, run.id)
    for row in faulty[:FAULTS_SHOWN_MAX]:
        codes = ", ".join(f"{fault.column or 'row'} {fault.code}" for fault in row.faults)
        typer.echo(f"row {row.row.number}: {codes}", err=True)


def _faulty_csv(run: "RunView") -> bytes:
    from antoan.domains.vaccination.importing.columns import COLUMNS
    from antoan.domains.vaccination.queries.files import all_faulty_doses
    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.kit.sheets import csv_bytes

    rows = all_faulty_doses(SYSTEM, run.owner_id, run.id)
    return csv_bytes(
        [*(column.title for column in COLUMNS), "row", "faults"],
        (
            [
                *(row.row.text(column.key) for column in COLUMNS),
                str(row.row.number),
                " ".join(f"{fault.column}:{fault.code}" for fault in row.faults if not fault.is_warning),
            ]
            for row in rows
        ),
    )
