"""Has documents set by typst, each in a process of its own with bounds of time, memory and size."""

import json
import subprocess
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Final

from antoan.domains.printing.errors import PrinterBusy, PrintingFailed
from antoan.domains.printing.values import Output

SECONDS_MAX: Final = 30.0
WAIT_SECONDS_MAX: Final = 10.0
AT_ONCE_MAX: Final = 2  # In each web process; whoever comes third waits, and is told so after a while.
DOCUMENT_BYTES_MAX: Final = 64 << 20

_PROGRAM: Final = Path(__file__).with_name("typesetter.py")
_NOWHERE: Final = "http://127.0.0.1:9"  # Nothing listens on the discard port: no template fetches anything.
_ENVIRONMENT: Final = {
    "HTTPS_PROXY": _NOWHERE,
    "HTTP_PROXY": _NOWHERE,
    "ALL_PROXY": _NOWHERE,
    "LANG": "C.UTF-8",
}
_turns: Final = BoundedSemaphore(AT_ONCE_MAX)


def compile_document(template: str, data: Mapping[str, Any], *, output: Output, at: datetime) -> bytes:
    """Return a document; PrinterBusy, PrintingFailed. `data` reaches the template as values only."""
    request = {"template": template, "data": data, "output": output.value, "at": at.isoformat()}
    if not _turns.acquire(timeout=WAIT_SECONDS_MAX):
        raise PrinterBusy
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-W", "ignore", _PROGRAM],
            input=json.dumps(request).encode(),
            capture_output=True,
            check=False,
            env=_ENVIRONMENT,
            timeout=SECONDS_MAX,
        )
    except subprocess.TimeoutExpired:
        raise PrintingFailed from None
    finally:
        _turns.release()
    if done.returncode != 0 or not 0 < len(done.stdout) <= DOCUMENT_BYTES_MAX:
        raise PrintingFailed(f"The document could not be made: {_last_line(done.stderr)}")
    return done.stdout


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1][:200] if lines else "the typesetter ended without a word"
