"""Reads of messages."""

from antoan.domains.messaging.queries.persons import messages_about

__all__ = ["messages_about"]
