"""Writes of health records, one function per use case."""

from antoan.domains.records.services.infection import record_recovery, report_infection
from antoan.domains.records.services.isolation import lift_isolation, order_isolation
from antoan.domains.records.services.judging import annul_record, verify_record
from antoan.domains.records.services.testing import record_test_result
from antoan.domains.records.services.vaccination import record_vaccination

__all__ = [
    "annul_record",
    "lift_isolation",
    "order_isolation",
    "record_recovery",
    "record_test_result",
    "record_vaccination",
    "report_infection",
    "verify_record",
]
