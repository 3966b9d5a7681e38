"""Gathers the pages' assets under hashed names, compressed; only when one of them changed."""

import fcntl
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

_FINGERPRINT: Final = ".fingerprint"
_LOCK: Final = ".lock"


def collect_static() -> bool:
    """Gather the assets; return whether anything had to be done (it takes some ten seconds).

    Installations that share the folder (ANTOAN_STATIC) wait for whoever gathers first.
    """
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    with (root / _LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        fingerprint = _fingerprint()
        kept = root / _FINGERPRINT
        if kept.exists() and kept.read_text() == fingerprint:
            return False
        kept.unlink(missing_ok=True)
        call_command("collectstatic", interactive=False, verbosity=0)
        kept.write_text(fingerprint)
        return True


def _fingerprint() -> str:
    return hashlib.sha256("\n".join(sorted(_sources())).encode()).hexdigest()


def _sources() -> Iterator[str]:
    for finder in get_finders():
        for name, storage in finder.list(None):
            file = Path(storage.path(name)).stat()
            yield f"{name} {file.st_size} {file.st_mtime_ns}"
