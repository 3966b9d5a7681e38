"""Writes to the trail, and its verification."""

from antoan.foundation.audit.services.recording import (
    Decision,
    record_decision,
    record_decisions,
    record_read,
    record_reads,
)
from antoan.foundation.audit.services.verifying import Fault, Head, Verification, chain_head, verify_chain

__all__ = [
    "Decision",
    "Fault",
    "Head",
    "Verification",
    "chain_head",
    "record_decision",
    "record_decisions",
    "record_read",
    "record_reads",
    "verify_chain",
]
