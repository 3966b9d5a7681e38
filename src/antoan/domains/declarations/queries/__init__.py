"""Reads of health declarations."""

from antoan.domains.declarations.queries.persons import declarations_about

__all__ = ["declarations_about"]
