"""Where the antoan command begins: as little as possible, so that even an early Ctrl-C ends it in silence."""

import os
import sys
from typing import Final

_INTERRUPTED: Final = 130


def main() -> None:
    """Run one command. Exit status: 0 done, 1 the work failed, 2 wrong usage, 130 Ctrl-C."""
    try:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antoan.config.settings.base")
        _open_missing_streams()
        from antoan.entrypoints.cli.commands import run

        status = run()
        sys.stdout.flush()
    except KeyboardInterrupt:
        status = _INTERRUPTED
    except OSError as error:  # The last of our output did not fit on the disk, or its reader left.
        status = 0 if isinstance(error, BrokenPipeError) else 1
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    sys.exit(status)


def _open_missing_streams() -> None:
    """Stand in for standard streams that the caller closed (`>&-`).

    Otherwise the first file or socket we open would take their place. What stands in cannot be used:
    reading or writing it is an error that is said like any other.
    """
    for number, name, way in (
        (0, "stdin", os.O_WRONLY),
        (1, "stdout", os.O_RDONLY),
        (2, "stderr", os.O_RDWR),
    ):
        if getattr(sys, name) is None:
            opened = os.open(os.devnull, way)
            if opened != number:
                os.dup2(opened, number)
                os.close(opened)
            setattr(sys, name, open(number, "w" if number else "r", closefd=False))  # noqa: SIM115
