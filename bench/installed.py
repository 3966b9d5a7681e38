"""A measurement that needs Django and a database: in a process of its own, beside a server of its own."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from antoan.foundation.db.embedded import running
from antoan.foundation.keystore.store import KeyStore


def in_a_process(module: str) -> dict[str, float]:
    """Run a module that needs Django beside a server of its own; return the JSON of its last line."""
    with tempfile.TemporaryDirectory(prefix="antoan-bench-") as folder:
        data = Path(folder)
        KeyStore.of(data).create_missing()
        with running(data) as server:
            environment = {**os.environ, "ANTOAN_DATABASE_URL": server.url, "ANTOAN_DATA": str(data)}
            done = subprocess.run(
                [sys.executable, "-m", module], env=environment, check=True, stdout=subprocess.PIPE
            )
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def prepared() -> None:
    """Load Django and migrate the empty database."""
    from antoan.entrypoints.cli.prepare import prepare

    prepare()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
