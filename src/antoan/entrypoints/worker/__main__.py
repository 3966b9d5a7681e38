"""Runs the worker: takes jobs from PostgreSQL until it is told to stop, finishing the one at hand."""

import os

import django


def main() -> None:
    """Run until SIGTERM or SIGINT."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "antoan.config.settings.base")
    django.setup()
    from django.core.management import call_command

    call_command("procrastinate", "worker", "--concurrency", "2", "--delete-jobs", "successful")


if __name__ == "__main__":
    main()
