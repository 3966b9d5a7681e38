"""Writes of tasks, one function per use case."""

from antoan.domains.monitoring.services.contacts import set_alert_contact
from antoan.domains.monitoring.services.late import escalate_late
from antoan.domains.monitoring.services.opening import open_task, open_task_for, settle_task
from antoan.domains.monitoring.services.working import record_call, take_task

__all__ = [
    "escalate_late",
    "open_task",
    "open_task_for",
    "record_call",
    "set_alert_contact",
    "settle_task",
    "take_task",
]
