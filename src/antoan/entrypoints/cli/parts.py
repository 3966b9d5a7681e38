"""`antoan web`, `scan`, `worker`, `messenger` and `migrate`: the parts alone, against ANTOAN_DATABASE_URL."""

import os
import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from antoan.foundation.keystore.store import KeyStore

app = typer.Typer(add_completion=False, help="Run one part alone.")

WEB_THREADS: Final = 4


def web_command(socket: Path) -> list[str]:
    """Return the command of a web process that listens on a Unix socket."""
    return [sys.executable, "-m", "antoan.entrypoints.cli", "web", "--socket", str(socket)]


def scan_command(*, host: str, port: int, web_socket: Path | None, processes: int) -> list[str]:
    """Return the command of the scan processes, which own the public port."""
    command = [sys.executable, "-m", "antoan.entrypoints.scan", "--host", host, "--port", str(port)]
    command += ["--processes", str(processes)]
    return [*command, "--web-socket", str(web_socket)] if web_socket else command


def worker_command() -> list[str]:
    """Return the command of the worker process."""
    return [sys.executable, "-m", "antoan.entrypoints.worker"]


def messenger_command() -> list[str]:
    """Return the command of the process that holds the line to an SMPP operator."""
    return [sys.executable, "-m", "antoan.entrypoints.worker.messenger"]


def _granian() -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--workers", "1",
        "--blocking-threads", str(WEB_THREADS), "--no-ws", "--log-level", "warning",
    ]  # fmt: skip


def _check_keys() -> None:
    """Say here, in one line, what is wrong with the keys: the part itself would only fall, again and again."""
    store = KeyStore.of(Path(os.environ.get("ANTOAN_DATA", ".data")).resolve())
    store.django_secret()
    store.field_ring()


@app.command()
def web(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8001,
    socket: Annotated[Path | None, typer.Option(help="Listen on this Unix socket instead.")] = None,
) -> None:
    """Run the web process: pages and JSON API."""
    _check_keys()
    if socket is not None:
        socket.unlink(missing_ok=True)  # Left by a killed process; nobody listens on it.
    where = ["--uds", str(socket)] if socket else ["--host", host, "--port", str(port)]
    os.execv(sys.executable, [*_granian(), *where, "antoan.config.wsgi:application"])


@app.command()
def scan(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.")] = 8002,
    processes: Annotated[int, typer.Option(help="Scan processes sharing the port.", min=1, max=64)] = 2,
    web_socket: Annotated[Path | None, typer.Option(help="Web process for all other paths.")] = None,
) -> None:
    """Run the scan process: gate scans under /scan/."""
    command = scan_command(host=host, port=port, web_socket=web_socket, processes=processes)
    os.execv(command[0], command)


@app.command()
def worker() -> None:
    """Run the worker process: outbox, messages, imports, retention."""
    _check_keys()
    command = worker_command()
    os.execv(command[0], command)


@app.command()
def messenger() -> None:
    """Run the process that holds the line to an SMPP operator (ANTOAN_SMS=smpp://…)."""
    _check_keys()
    command = messenger_command()
    os.execv(command[0], command)


@app.command()
def migrate() -> None:
    """Bring the database to this version and load the documents that ship with it. Safe to repeat."""
    from antoan.entrypoints.cli.prepare import prepare

    prepare()
    from antoan.entrypoints.cli.installation import bring_up_to_date

    bring_up_to_date()
