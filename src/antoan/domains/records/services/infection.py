"""Cases begin with a proof and end with one."""

from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from antoan.domains.people.queries import require_over_person
from antoan.domains.records.errors import (
    InfectionUnproven,
    RecordAnnulled,
    RecoveryDiffers,
    RecoveryImplausible,
)
from antoan.domains.records.models import Infection, TestResult
from antoan.domains.records.permissions import CONFIRM_CASE, WRITE
from antoan.domains.records.queries.persons import view_of
from antoan.domains.records.rules import can_recover_on, doubts_about_case, proves_infection
from antoan.domains.records.services.keeping import (
    decided,
    held_person,
    keep_again,
    keep_new,
    record_to_change,
)
from antoan.domains.records.services.testing import case_source
from antoan.domains.records.values import (
    AUTHORITY,
    Origin,
    RecordKind,
    RecordState,
    RecordView,
    RecoveryProof,
)
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.text import squeeze

# A test proves the case it led to, not one of another month.
TEST_DAYS_BEFORE_MAX: Final = 14
PROOF_LETTERS_MAX: Final = 60


@transaction.atomic
def report_infection(
    *,
    actor: Actor,
    person_id: int,
    confirmed_on: date,
    test_id: int | None = None,
    origin: Origin | None = None,
) -> RecordView:
    """Make a person a case: by a verified positive test, or as a health authority with its case number.

    InfectionUnproven for anything else; a declaration alone never does (lesson L16). While a case is open,
    reporting another day returns the open one.
    """
    proof = _proof(actor, person_id, confirmed_on, test_id, origin)
    person = held_person(person_id)
    doubts = doubts_about_case(confirmed_on, born_on=person.birth_on, today=clock.today())
    cases = Infection.objects.filter(person=person_id).exclude(state=RecordState.ANNULLED)
    still_open = Q(recovered_on__isnull=True) | Q(recovery_proof="")
    open_case = cases.filter(still_open, state=RecordState.VERIFIED).first()
    known = open_case or cases.filter(confirmed_on=confirmed_on).first()
    if known is not None:
        return keep_again(known, actor=actor, origin=proof, doubts=doubts)
    row = Infection(person_id=person_id, confirmed_on=confirmed_on)
    view = keep_new(row, actor=actor, origin=proof, doubts=doubts)
    record_decision(
        actor,
        action="records.infection.report",
        object_kind=RecordKind.INFECTION,
        object_id=row.pk,
        person_id=person_id,
        detail={"source": proof.source, "reference": proof.reference},
    )
    return view


@transaction.atomic
def record_recovery(
    *, actor: Actor, infection_id: int, recovered_on: date, proof: RecoveryProof, reference: str = ""
) -> RecordView:
    """End a case with its proof. RecoveryImplausible before the seventh day or in the future; twice is once."""
    row = record_to_change(actor, WRITE, RecordKind.INFECTION, infection_id)
    assert isinstance(row, Infection)
    if row.state == RecordState.ANNULLED:
        raise RecordAnnulled
    if row.recovered_on is not None and row.recovery_proof:
        if row.recovered_on == recovered_on:
            return view_of(row)
        raise RecoveryDiffers
    if not can_recover_on(recovered_on, confirmed_on=row.confirmed_on, today=clock.today()):
        raise RecoveryImplausible
    row.recovered_on = recovered_on
    row.recovery_proof = f"{proof}:{squeeze(reference)}".rstrip(":")[:PROOF_LETTERS_MAX]
    return decided(actor, "recovery.record", row, {"proof": proof.value})


def _proof(
    actor: Actor, person_id: int, confirmed_on: date, test_id: int | None, origin: Origin | None
) -> Origin:
    """Return the source of a case, or raise InfectionUnproven."""
    if test_id is not None:
        require_over_person(actor, WRITE, person_id)
        return _proof_by_test(person_id, confirmed_on, test_id)
    require_over_person(actor, CONFIRM_CASE, person_id)
    if origin is None or not origin.source.startswith(AUTHORITY) or not origin.reference.strip():
        raise InfectionUnproven
    return origin


def _proof_by_test(person_id: int, confirmed_on: date, test_id: int) -> Origin:
    test = TestResult.objects.filter(pk=test_id, person=person_id).first()
    if test is None or not proves_infection(kind=test.kind, outcome=test.outcome, state=test.state):
        raise InfectionUnproven
    days_after = confirmed_on - clock.local_date(test.sampled_at)
    if not timedelta(0) <= days_after <= timedelta(days=TEST_DAYS_BEFORE_MAX):
        raise InfectionUnproven
    return Origin(case_source(test.pk))
