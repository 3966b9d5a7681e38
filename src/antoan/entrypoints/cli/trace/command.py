"""`antoan trace PERSON` and `antoan trace batch`."""

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from antoan.entrypoints.cli.prepare import prepare


class _PersonFirst(TyperGroup):
    """Takes `antoan trace 42` for `antoan trace person 42`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the name of the command where it was left out."""
        if args and args[0] not in self.commands and args[0] != "--help":
            args = ["person", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(cls=_PersonFirst, no_args_is_help=True, add_completion=False, help="Tell who met whom.")

Engine = Annotated[
    str, typer.Option(help="online, postgres, columns, duckdb or spark; all give the same answer.")
]


@app.command()
def person(
    who: Annotated[str, typer.Argument(metavar="PERSON", help="QID or id.")],
    since: Annotated[
        str, typer.Option("--from", metavar="T", help="First infectious moment (RFC 3339) or day.")
    ] = "",
    until: Annotated[str, typer.Option("--to", metavar="T", help="Last one, or day, included.")] = "",
    depth: Annotated[int, typer.Option(min=1, max=4, help="1: contacts; 2: contacts of contacts; …")] = 1,
    engine: Engine = "online",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Tell the contacts of one person; the word `person` may be left out.

    Without --from and --to: the infectious days of the last confirmed infection, or the last 14 days.
    """
    prepare()
    from antoan.entrypoints.cli.trace.one import show

    show(who, since=since, until=until, depth=depth, engine=engine, as_json=as_json)


@app.command()
def batch(
    cases: Annotated[Path, typer.Option(help="CSV: person[,from[,to]] a line, with or without a heading.")],
    out: Annotated[Path, typer.Option(help="Folder for contacts.parquet and summary.json.")],
    engine: Annotated[str, typer.Option(help="columns, duckdb, spark or postgres.")] = "duckdb",
) -> None:
    """Tell the contacts of many people, as Parquet. One unreadable line and nothing is traced."""
    prepare()
    from antoan.entrypoints.cli.trace.many import trace_file

    trace_file(cases, out=out, engine=engine)
