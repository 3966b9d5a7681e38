"""Writes of health records, one function per use case."""

from antoan.domains.records.services.dose_lists import record_doses, take_back_doses
from antoan.domains.records.services.infection import record_recovery, report_infection
from antoan.domains.records.services.isolation import lift_isolation, order_isolation
from antoan.domains.records.services.judging import annul_record, verify_record
from antoan.domains.records.services.lots import register_lot
from antoan.domains.records.services.settling import settle_record
from antoan.domains.records.services.testing import record_test_result
from antoan.domains.records.services.vaccination import record_vaccination

__all__ = [
    "annul_record",
    "lift_isolation",
    "order_isolation",
    "record_doses",
    "record_recovery",
    "record_test_result",
    "record_vaccination",
    "register_lot",
    "report_infection",
    "settle_record",
    "take_back_doses",
    "verify_record",
]
