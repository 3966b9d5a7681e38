"""Writes of messages."""

from antoan.domains.messaging.services.queueing import forget_messages, queue_message, stop_number
from antoan.domains.messaging.services.sending import send_waiting

__all__ = ["forget_messages", "queue_message", "send_waiting", "stop_number"]
