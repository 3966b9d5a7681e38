"""Reads of messages."""

from antoan.domains.messaging.queries.desk import queue_view
from antoan.domains.messaging.queries.figures import figures
from antoan.domains.messaging.queries.incoming import answered_since, incoming_to_answer
from antoan.domains.messaging.queries.persons import is_stopped, messages_about

__all__ = ["answered_since", "figures", "incoming_to_answer", "is_stopped", "messages_about", "queue_view"]
