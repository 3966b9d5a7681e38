"""The antoan command: finds the part that answers and turns every fault into one clear line."""

import importlib
import os
import sys
from typing import Any, Final

import click
import typer
from typer.exceptions import TyperException

from antoan.kit.errors import AntoanError

# Parts are imported when called: `antoan codes read` must not wait for Django.
_PARTS: Final = {
    "areas": "antoan.entrypoints.cli.areas",
    "audit": "antoan.entrypoints.cli.audit",
    "bench": "antoan.entrypoints.cli.bench",
    "city": "antoan.entrypoints.cli.city",
    "codes": "antoan.entrypoints.cli.codes",
    "doctor": "antoan.entrypoints.cli.doctor",
    "gates": "antoan.entrypoints.cli.gates",
    "keys": "antoan.entrypoints.cli.keys",
    "messages": "antoan.entrypoints.cli.messages",
    "messenger": "antoan.entrypoints.cli.parts",
    "migrate": "antoan.entrypoints.cli.parts",
    "passes": "antoan.entrypoints.cli.passes",
    "policy": "antoan.entrypoints.cli.policy",
    "records": "antoan.entrypoints.cli.records",
    "retention": "antoan.entrypoints.cli.retention",
    "scan": "antoan.entrypoints.cli.parts",
    "seal": "antoan.entrypoints.cli.seal",
    "trace": "antoan.entrypoints.cli.trace",
    "statistics": "antoan.entrypoints.cli.statistics",
    "up": "antoan.entrypoints.cli.up",
    "web": "antoan.entrypoints.cli.parts",
    "worker": "antoan.entrypoints.cli.parts",
}
_HELP: Final = {
    "areas": "Check the administrative units.",
    "audit": "Verify the trail of reads and decisions.",
    "bench": "Measure, with a peer or a limit beside each figure.",
    "city": "Generate a synthetic city.",
    "codes": "Read and verify codes; rotate their keys.",
    "doctor": "Check configuration, database, keys, disk, clock and SMS gateway.",
    "gates": "Stop all scans; ask for a newer gate page.",
    "keys": "Rotate the keys of sealed columns.",
    "messages": "Show the texts we send; print the configuration of a gateway.",
    "messenger": "Run the line to an SMPP operator.",
    "migrate": "Bring the database to this version.",
    "passes": "Check or rebuild the derived facts of people.",
    "policy": "Evaluate policies and CertLogic.",
    "records": "Bring lists of doses, compare them, take them back.",
    "retention": "Delete what is past its period, and report it.",
    "scan": "Run the scan process.",
    "seal": "Write closed days of visits into immutable files.",
    "trace": "Tell who met whom.",
    "statistics": "Count cases for the risk map.",
    "up": "Start everything.",
    "web": "Run the web process.",
    "worker": "Run the worker process.",
}


class ReaderLeft(Exception):
    """Whoever read our output has gone (`| head`)."""


class LazyGroup(click.Group):
    """Knows its commands by name and imports only the one that is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return all names."""
        return sorted(_PARTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one part and return its command."""
        if cmd_name not in _PARTS:
            return None
        # Typer brings a click of its own: its commands behave like click's, but are no click.Command.
        command: Any = typer.main.get_command(importlib.import_module(_PARTS[cmd_name]).app)
        found: click.Command = getattr(command, "commands", {}).get(cmd_name, command)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; click itself would call a reader that left a failure."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise ReaderLeft from None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _HELP[name]) for name in self.list_commands(ctx)])


INTERRUPTED: Final = 130  # As a shell reports a program that Ctrl-C ended.

group = LazyGroup(name="antoan", help="An Toàn: a city moves safely through an epidemic.")


def show_wrong_usage(error: Any) -> None:
    """Say what was wrong with the call, in one line; a command called without its arguments gets its help."""
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
    else:
        print(f"antoan: {error.format_message()}", file=sys.stderr)


def run() -> int:
    """Run one command and return its exit status: 0 done, 1 the work failed, 2 wrong usage."""
    try:
        status = group.main(standalone_mode=False)
    except (click.UsageError, TyperException) as error:
        show_wrong_usage(error)
        return int(getattr(error, "exit_code", 2))
    except typer.Exit as done:
        return done.exit_code
    except (click.Abort, typer.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except ReaderLeft:
        # Nothing is wrong, and nothing more can be written: keep Python's last flush from complaining.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        return 0
    except AntoanError as error:
        return _failed(error.message)
    except OSError as error:
        return _failed(f"{error.filename or 'system'}: {error.strerror or error}")
    except Exception as error:
        # A fault of ours. The one at the keyboard gets a line, not our insides, unless they ask for them.
        if os.environ.get("ANTOAN_TRACEBACK"):
            raise
        said = str(error).strip().partition("\n")[0]
        return _failed(f"{type(error).__name__}: {said} (ANTOAN_TRACEBACK=1 shows where)")
    return status if isinstance(status, int) else 0


def _failed(message: str) -> int:
    print(f"antoan: {message}", file=sys.stderr)
    return 1
