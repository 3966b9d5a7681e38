"""Writes of messages."""

from antoan.domains.messaging.services.choosing import (
    choose_language,
    choose_language_of_person,
    start_number,
    start_person,
    stop_number,
    stop_person,
)
from antoan.domains.messaging.services.forgetting import (
    forget_messages,
    forget_old_incoming,
    forget_old_messages,
)
from antoan.domains.messaging.services.handing_over import hand_over_messages
from antoan.domains.messaging.services.queueing import queue_message
from antoan.domains.messaging.services.receiving import mark_handled, receive_sms
from antoan.domains.messaging.services.reporting import record_report
from antoan.domains.messaging.services.sending import send_waiting
from antoan.domains.messaging.services.testing import send_test

__all__ = [
    "choose_language",
    "choose_language_of_person",
    "forget_messages",
    "forget_old_incoming",
    "forget_old_messages",
    "hand_over_messages",
    "mark_handled",
    "queue_message",
    "receive_sms",
    "record_report",
    "send_test",
    "send_waiting",
    "start_number",
    "start_person",
    "stop_number",
    "stop_person",
]
