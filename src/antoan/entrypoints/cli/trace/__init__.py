"""antoan trace: who met one person, or many at once."""

from antoan.entrypoints.cli.trace.command import app

__all__ = ["app"]
