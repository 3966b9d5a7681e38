"""`antoan keys`: the keys that seal identity numbers, phones and secrets at rest."""

import json
from typing import Annotated

import typer

from antoan.entrypoints.cli.prepare import prepare

app = typer.Typer(no_args_is_help=True, help="The keys that seal identity numbers, phones and secrets.")

BatchRows = Annotated[int, typer.Option("--batch", min=1, max=50_000, help="Rows sealed in one transaction.")]


@app.command()
def rotate(batch: BatchRows = 1_000) -> None:
    """Make a new key, and seal everything with it. Stopped half-way, `antoan keys reseal` goes on."""
    prepare()
    from django.conf import settings

    from antoan.foundation.accounts.actor import SYSTEM
    from antoan.foundation.audit.services import record_decision

    number = settings.KEYS.rotate_field_key()
    settings.FIELD_KEY_RING = settings.KEYS.field_ring()
    record_decision(SYSTEM, action="keys:fields:rotated", object_kind="key", object_id=number)
    typer.echo(f"key {number} seals from now on; keep a new backup of {settings.KEYS.folder}")
    _reseal(batch)
    typer.echo("Restart the other processes, then run: antoan keys reseal")


@app.command()
def reseal(batch: BatchRows = 1_000) -> None:
    """Seal with the current key what older keys sealed. Safe to stop and to repeat."""
    prepare()
    _reseal(batch)


@app.command("list")
def show(as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False) -> None:
    """Tell how many values each key still seals."""
    prepare()
    from antoan.foundation.db.resealing import sealed_stores
    from antoan.foundation.db.sealed import field_ring

    ring = field_ring()
    counts = {store.name: store.rows_by_key() for store in sealed_stores()}
    if as_json:
        rows = {name: {str(key): rows for key, rows in sorted(keys.items())} for name, keys in counts.items()}
        typer.echo(json.dumps({"current": ring.current, "rows": rows}))
        return
    for number in sorted(ring.keys):
        rows_sealed = sum(keys[number] for keys in counts.values())
        typer.echo(f"key {number}{' (current)' if number == ring.current else ''}: {rows_sealed} values")


def _reseal(batch: int) -> None:
    from antoan.foundation.db.resealing import sealed_stores

    for store in sealed_stores():
        rows = sum(store.reseal(batch))
        if rows:
            typer.echo(f"{store.name}: {rows} values sealed again")
