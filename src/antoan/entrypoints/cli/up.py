"""`antoan up`: PostgreSQL, web, scan and worker behind one port, started, watched and stopped as one."""

import json
import os
import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Annotated

import typer

from antoan.entrypoints.cli.launch import Installation
from antoan.entrypoints.cli.supervision import Part
from antoan.kit.errors import NotConfigured

app = typer.Typer(add_completion=False, help="Start everything.")


@app.command()
def up(
    demo: Annotated[
        bool, typer.Option("--demo", help="Fill an empty installation with a synthetic city.")
    ] = False,
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port to listen on.", min=1, max=65535)] = 8000,
    data: Annotated[Path, typer.Option(help="Folder of the database, keys and files.")] = Path(".data"),
    ready_file: Annotated[
        Path | None, typer.Option(help="Write a JSON file when everything answers.")
    ] = None,
    scan_processes: Annotated[int, typer.Option(help="Scan processes sharing the port.", min=1, max=64)] = 2,
) -> None:
    """Start all processes on one port; Ctrl-C stops them cleanly."""
    if ready_file is not None:
        _clear_way(ready_file)
    installation = Installation(data.resolve(), host, port, _say)
    stopping = _StopRequest()
    with installation.claimed():
        try:
            if installation.prepare(demo=demo, is_stopping=lambda: stopping.requested):
                _run(installation, installation.parts(scan_processes=scan_processes), stopping, ready_file)
        finally:
            installation.stop_database()
    _say("stopped")


class _StopRequest:
    """Set by Ctrl-C or SIGTERM; the main loop looks at it."""

    def __init__(self) -> None:
        self.requested = False
        for signal_number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(signal_number, self._request)

    def _request(self, *_: object) -> None:
        if self.requested:  # A second Ctrl-C during start-up does not wait.
            raise KeyboardInterrupt
        self.requested = True


def _run(
    installation: Installation, parts: list[Part], stopping: _StopRequest, ready_file: Path | None
) -> None:
    announced = False
    try:
        for part in parts:
            part.start()
        while not stopping.requested:
            installation.tend_database()
            for part in parts:
                part.tend()
            if not announced and installation.answers():
                announced = True
                _announce(installation, ready_file)
            time.sleep(0.2)
    finally:
        _say("stopping")
        for part in reversed(parts):
            part.stop()


def _announce(installation: Installation, ready_file: Path | None) -> None:
    ready = installation.ready()
    if ready_file is not None:
        _write_private(ready_file, json.dumps(ready, ensure_ascii=False, indent=1))
    _say(f"ready: {ready['url']}")
    for account in ready.get("accounts", []):
        second = f"  TOTP {account['totp_secret']}" if account.get("totp_secret") else ""
        _say(f"  {account['role']:<20} {account['login']:<24} {account['password']}{second}")
    if messages := ready.get("messages"):
        _say(
            f"  sign in as a citizen by phone: {messages['citizen_phone']}, born {messages['citizen_birth']}"
        )
        _say(f"  text messages of this demo are written to {messages['file']}")
    if gate := ready.get("gate_link"):
        _say(f"  open the demo gate on this machine: {gate}")
    _say("Ctrl-C stops everything")


def _clear_way(ready_file: Path) -> None:
    """Remove what an earlier run left, and find out now, not after minutes, when the file cannot be written."""
    if not ready_file.parent.is_dir():
        raise NotConfigured(
            f"The folder of the ready file, {ready_file.parent}, does not exist: make it first."
        )
    ready_file.unlink(missing_ok=True)


def _write_private(path: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    with os.fdopen(handle, "w") as file:
        file.write(text)
    Path(name).replace(path)


def _say(text: str) -> None:
    print(f"antoan: {text}", file=sys.stderr, flush=True)
