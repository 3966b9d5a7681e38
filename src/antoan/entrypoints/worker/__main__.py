"""Runs the worker: takes jobs from PostgreSQL until it is told to stop, finishing the one at hand."""

import os
import sys

import django

from antoan.kit.errors import AntoanError


def main() -> int:
    """Run until SIGTERM or SIGINT; return the exit status. What is wrong is one line on stderr."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antoan.config.settings.base")
    try:
        django.setup()
    except AntoanError as error:
        return _failed(error.message)
    from django.core.management import call_command
    from django.db import Error
    from procrastinate.exceptions import ConnectorException

    try:
        call_command("procrastinate", "worker", "--concurrency", "2", "--delete-jobs", "successful")
    except (Error, ConnectorException) as error:
        said = str(error.__cause__ or error).strip().partition("\n")[0]
        return _failed(
            f"The database does not answer or is not at this version ({said}). Try: antoan migrate"
        )
    except KeyboardInterrupt:
        return 130
    return 0


def _failed(message: str) -> int:
    print(f"worker: {message}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
