"""`antoan audit`: verifies the trail, and tells its head so that it can be kept elsewhere."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from antoan.entrypoints.cli.prepare import prepare

if TYPE_CHECKING:
    from antoan.foundation.audit.services import Verification

app = typer.Typer(no_args_is_help=True, help="Verify the trail of reads and decisions.")

KeptHead = Annotated[
    str | None,
    typer.Option("--head", help="A head kept elsewhere (antoan audit head): finds what was cut off."),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object instead of a sentence.")]


@app.command()
def verify(head: KeptHead = None, as_json: AsJson = False) -> None:
    """Walk the whole trail. Exit status 0 when it is whole, 1 when an entry is broken."""
    prepare()
    from antoan.foundation.audit.services import Head, verify_chain

    verification = verify_chain(kept=Head.parse(head) if head else None)
    typer.echo(json.dumps(_members(verification)) if as_json else _sentence(verification))
    raise typer.Exit(0 if verification.is_whole else 1)


@app.command()
def head() -> None:
    """Print the end of the trail as position:hash. Print it out or keep it on another machine, every day."""
    prepare()
    from antoan.foundation.audit.services import chain_head

    typer.echo(str(chain_head()))


def _members(verification: "Verification") -> dict[str, object]:
    return {
        "whole": verification.is_whole,
        "entries": verification.entries,
        "head": str(verification.head),
        "fault": verification.fault,
        "position": verification.position,
        "entry_id": verification.entry_id,
    }


def _sentence(verification: "Verification") -> str:
    if verification.is_whole:
        return f"The trail is whole: {verification.entries} entries, head {verification.head}"
    where = f"entry {verification.position}" if verification.position else "an entry outside the chain"
    row = f" (row {verification.entry_id})" if verification.entry_id else ""
    return (
        f"The trail is broken at {where}{row}: {verification.fault}. "
        f"The {verification.entries} entries before it are as they were recorded."
    )
