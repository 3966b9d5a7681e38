"""Makes the change that a granted ticket asks for, through the domains that keep the records."""

from collections.abc import Callable

from antoan.domains.corrections.changes import SOURCE, Change
from antoan.domains.corrections.errors import CorrectionImpossible
from antoan.domains.declarations.services import annul_declaration
from antoan.domains.people.services import change_person
from antoan.domains.records import services as records
from antoan.domains.records.errors import RecordImpossible
from antoan.domains.records.values import AUTHORITY, Origin, RecordKind, RecordState, RecordView
from antoan.domains.visits.services import remove_visit
from antoan.foundation.accounts.actor import Actor


def apply_change(*, actor: Actor, person_id: int, number: str, change: Change) -> None:
    """Make the change in the caller's transaction. Each domain checks the actor's right and what can be true.

    The colour follows at once: passes hear of every changed record in the same transaction.
    CorrectionImpossible for what nobody can vouch for; errors of the domains otherwise.
    """
    because = f"{SOURCE} {number}"
    for ref in change.annuls:
        records.annul_record(actor=actor, kind=ref.kind, record_id=ref.id, because=because)
    for make in _additions(actor, person_id, number, change):
        _vouched(actor, make(), because)
    if change.person is not None:
        change_person(actor=actor, person_id=person_id, change=change.person)
    if change.declaration_id is not None:
        annul_declaration(actor=actor, declaration_id=change.declaration_id)
    if change.visit_at is not None:
        remove_visit(actor=actor, person_id=person_id, t_in=change.visit_at)


def _additions(actor: Actor, person_id: int, number: str, change: Change) -> list[Callable[[], RecordView]]:
    origin, office = Origin(SOURCE, number), Origin(f"{AUTHORITY}{SOURCE}", number)
    made: list[Callable[[], RecordView]] = []
    if (dose := change.dose) is not None:
        made.append(
            lambda: records.record_vaccination(actor=actor, person_id=person_id, dose=dose, origin=origin)
        )
    if (test := change.test) is not None:
        made.append(
            lambda: records.record_test_result(actor=actor, person_id=person_id, result=test, origin=origin)
        )
    if (order := change.isolation) is not None:
        made.append(
            lambda: records.order_isolation(actor=actor, person_id=person_id, order=order, origin=office)
        )
    if change.recovery is not None:
        made.append(lambda: _recovered(actor, person_id, office, change))
    return made


def _recovered(actor: Actor, person_id: int, office: Origin, change: Change) -> RecordView:
    """End the case that is there, or report the one that has ended."""
    recovery = change.recovery
    assert recovery is not None
    infection_id = change.recovers
    if infection_id is None:
        case = records.report_infection(
            actor=actor, person_id=person_id, confirmed_on=recovery.confirmed_on, origin=office
        )
        infection_id = case.id
    return records.record_recovery(
        actor=actor,
        infection_id=infection_id,
        recovered_on=recovery.recovered_on,
        proof=recovery.proof,
        reference=recovery.reference,
    )


def _vouched(actor: Actor, view: RecordView, because: str) -> None:
    """Vouch for what a data-quality check keeps apart: whoever grants has seen the paper."""
    if view.state is RecordState.VERIFIED:
        return
    try:
        records.verify_record(actor=actor, kind=RecordKind(view.kind), record_id=view.id, because=because)
    except RecordImpossible:
        raise CorrectionImpossible from None
