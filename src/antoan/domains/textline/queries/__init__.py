"""Reads of the text line."""

from antoan.domains.textline.queries.applications import open_application, open_applications

__all__ = ["open_application", "open_applications"]
