"""Starts the whole product as its operator does, and ends it by its process number."""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psutil

START_SECONDS_MAX = 240


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Running:
    process: subprocess.Popen[bytes]
    port: int
    data: Path
    log: Path
    ready: dict[str, Any]

    def parts(self) -> dict[str, psutil.Process]:
        """Return the supervised processes by what they are."""
        named = {}
        for child in psutil.Process(self.process.pid).children():
            try:
                command = " ".join(child.cmdline())
            except psutil.Error:  # Just ended, and not yet collected by its parent.
                continue
            for name, mark in {
                "web": "granian",
                "scan": "entrypoints.scan",
                "worker": "entrypoints.worker",
                "postgres": "postgres",
            }.items():
                if mark in command:
                    named[name] = child
        return named

    def log_text(self) -> str:
        return self.log.read_text(errors="replace")


# Gathered once for all installations of a run: compressing the assets takes longer than all the rest.
STATIC = Path(tempfile.gettempdir()) / f"antoan-static-{os.getuid()}"


def clean_environment() -> dict[str, str]:
    """Return our environment without the tests' own database."""
    return {"ANTOAN_STATIC": str(STATIC)} | {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("ANTOAN_") and name != "DJANGO_SETTINGS_MODULE"
    }


def command_of(*arguments: str) -> list[str]:
    """Return the words that start one antoan command."""
    return [sys.executable, "-m", "antoan.entrypoints.cli", *arguments]


def antoan(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run one antoan command to its end."""
    environment = clean_environment() | options.pop("environment", {})
    return subprocess.run(
        command_of(*arguments), env=environment, capture_output=True, text=True, check=False, **options,
    )  # fmt: skip


@contextmanager
def installation(data: Path, *options: str, port: int | None = None) -> Iterator[Running]:
    """Run `antoan up` for the length of a with-block."""
    port = port or free_port()
    ready_file = data.parent / f"{data.name}-ready.json"
    ready_file.unlink(missing_ok=True)  # Of an earlier run that was killed.
    log = data.parent / f"{data.name}.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            command_of("up", "--data", str(data), "--port", str(port), "--ready-file", str(ready_file), *options),
            env=clean_environment(), stdout=output, stderr=output,
        )  # fmt: skip
    try:
        deadline = time.monotonic() + START_SECONDS_MAX
        while not ready_file.exists():
            assert process.poll() is None, log.read_text(errors="replace")
            assert time.monotonic() < deadline, log.read_text(errors="replace")
            time.sleep(0.1)
        yield Running(process, port, data, log, json.loads(ready_file.read_text()))
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
        try:
            process.wait(90)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise
