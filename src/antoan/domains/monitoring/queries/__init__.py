"""Reads of tasks and alerts."""

from antoan.domains.monitoring.queries.alerts import alert_number, alerts_of_unit
from antoan.domains.monitoring.queries.desk import TaskPage, task_desk
from antoan.domains.monitoring.queries.tasks import (
    task_about,
    task_for,
    tasks_in_care,
    tasks_of_person,
    undone_in_care,
)

__all__ = [
    "TaskPage",
    "alert_number",
    "alerts_of_unit",
    "task_about",
    "task_desk",
    "task_for",
    "tasks_in_care",
    "tasks_of_person",
    "undone_in_care",
]
