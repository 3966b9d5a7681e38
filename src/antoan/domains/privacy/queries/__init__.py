"""Reads of a person's rights over their data."""

from antoan.domains.privacy.queries.certificates import certificate
from antoan.domains.privacy.queries.consents import consents_of, has_consent, is_limited, record_of
from antoan.domains.privacy.queries.copies import content_of_copy, copy_for
from antoan.domains.privacy.queries.looks import Look, LooksPage, look_for, looks_at
from antoan.domains.privacy.queries.queue import QueuePage, request_queue
from antoan.domains.privacy.queries.requests import request_for, requests_of_person

__all__ = [
    "Look",
    "LooksPage",
    "QueuePage",
    "certificate",
    "consents_of",
    "content_of_copy",
    "copy_for",
    "has_consent",
    "is_limited",
    "look_for",
    "looks_at",
    "record_of",
    "request_for",
    "request_queue",
    "requests_of_person",
]
