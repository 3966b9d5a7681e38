"""Reads of the identity domain."""

from antoan.domains.identity.queries.cases import case_for, case_queue, decides_cases
from antoan.domains.identity.queries.checks import check_for, on_phone, verified_phone
from antoan.domains.identity.queries.family import asked_by, family_of
from antoan.domains.identity.queries.registrations import registration_of

__all__ = [
    "asked_by",
    "case_for",
    "case_queue",
    "check_for",
    "decides_cases",
    "family_of",
    "on_phone",
    "registration_of",
    "verified_phone",
]
