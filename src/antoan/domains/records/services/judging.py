"""Verifies records that wait, and annuls wrong ones."""

from typing import Final

from django.db import transaction

from antoan.domains.records.errors import RecordAnnulled, RecordImpossible
from antoan.domains.records.models import HealthRecord, Infection, TestResult
from antoan.domains.records.permissions import CONFIRM_CASE, ORDER_ISOLATION, WRITE
from antoan.domains.records.queries.persons import view_of
from antoan.domains.records.rules import can_be_verified
from antoan.domains.records.services.keeping import decided, readable_reason, record_to_change
from antoan.domains.records.services.testing import case_source, open_case_of
from antoan.domains.records.values import Doubt, RecordKind, RecordState, RecordView
from antoan.foundation.accounts.actor import Actor
from antoan.kit import clock

_PERMISSIONS: Final = {
    RecordKind.VACCINATION: WRITE,
    RecordKind.TEST_RESULT: WRITE,
    RecordKind.INFECTION: CONFIRM_CASE,
    RecordKind.ISOLATION_ORDER: ORDER_ISOLATION,
}


@transaction.atomic
def verify_record(*, actor: Actor, kind: RecordKind, record_id: int, because: str) -> RecordView:
    """Vouch for a record that waits or is quarantined, naming the paper that was seen. Twice is once.

    RecordImpossible for what nobody can vouch for, such as a dose before birth.
    """
    reason = readable_reason(because)
    row = record_to_change(actor, _PERMISSIONS[kind], kind, record_id)
    if row.state == RecordState.ANNULLED:
        raise RecordAnnulled
    if row.state == RecordState.VERIFIED:
        return view_of(row)
    if not can_be_verified(map(Doubt, row.doubts.split())):
        raise RecordImpossible
    row.state, row.verified_at = RecordState.VERIFIED, clock.now()
    view = decided(actor, "record.verify", row, {"because": reason})
    if isinstance(row, TestResult):
        open_case_of(row, actor=actor)
    return view


@transaction.atomic
def annul_record(*, actor: Actor, kind: RecordKind, record_id: int, because: str) -> RecordView:
    """Strike out a wrong record; it stays readable and counts no longer. A case falls with the test behind it."""
    reason = readable_reason(because)
    row = record_to_change(actor, _PERMISSIONS[kind], kind, record_id)
    if row.state == RecordState.ANNULLED:
        return view_of(row)
    view = _annul(actor, row, reason)
    if isinstance(row, TestResult):
        cases = Infection.objects.filter(person=row.person_id, source=case_source(row.pk))
        for case in cases.exclude(state=RecordState.ANNULLED):
            _annul(actor, case, reason)
    return view


def _annul(actor: Actor, row: HealthRecord, reason: str) -> RecordView:
    row.state, row.annulled_because = RecordState.ANNULLED, reason
    return decided(actor, "record.annul", row, {"because": reason})
