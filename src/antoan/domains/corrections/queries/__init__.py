"""Reads of tickets and appeals."""

from antoan.domains.corrections.queries.appeals import (
    appeal_for,
    appeal_queue,
    appeals_of_person,
)
from antoan.domains.corrections.queries.evidence import evidence_content, evidence_of
from antoan.domains.corrections.queries.previews import Preview, preview_of
from antoan.domains.corrections.queries.queue import QueuePage, ticket_queue
from antoan.domains.corrections.queries.tickets import (
    ContestedRecord,
    contested_record,
    records_to_contest,
    ticket_for,
    tickets_of_person,
)
from antoan.domains.corrections.queries.weighing import Weighed, Weighing, weighing_of

__all__ = [
    "ContestedRecord",
    "Preview",
    "QueuePage",
    "Weighed",
    "Weighing",
    "appeal_for",
    "appeal_queue",
    "appeals_of_person",
    "contested_record",
    "evidence_content",
    "evidence_of",
    "preview_of",
    "records_to_contest",
    "ticket_for",
    "ticket_queue",
    "tickets_of_person",
    "weighing_of",
]
