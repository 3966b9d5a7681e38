"""Reads of one person's health records. Each is in the trail."""

from typing import Any, Final

from antoan.domains.people.queries import answers_for, require_over_person
from antoan.domains.records.errors import RecordNotFound
from antoan.domains.records.models import HealthRecord, Infection, IsolationOrder, TestResult, Vaccination
from antoan.domains.records.permissions import READ
from antoan.domains.records.values import Doubt, RecordKind, RecordState, RecordView
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_read
from antoan.kit.clock import local_date

TABLES: Final[dict[RecordKind, type[HealthRecord]]] = {
    RecordKind.VACCINATION: Vaccination,
    RecordKind.TEST_RESULT: TestResult,
    RecordKind.INFECTION: Infection,
    RecordKind.ISOLATION_ORDER: IsolationOrder,
}
_DETAILS: Final = {
    RecordKind.VACCINATION: ("product", "dose_number", "lot", "given_at"),
    RecordKind.TEST_RESULT: ("kind", "outcome", "sampled_at", "resulted_at"),
    RecordKind.INFECTION: ("recovered_on", "recovery_proof"),
    RecordKind.ISOLATION_ORDER: ("kind", "ends_on", "lifted_at"),
}
# A person has a few dozen records in years; this bounds a page, newest first.
RECORDS_MAX: Final = 500


def records_of_person(actor: Actor, person_id: int, *, purpose: str = "") -> list[RecordView]:
    """Return a person's records of every state, newest first. PersonNotFound when out of the actor's reach."""
    require_over_person(actor, READ, person_id)
    record_read(
        actor,
        action="records.read",
        object_kind="person",
        object_id=person_id,
        person_id=person_id,
        purpose=purpose,
    )
    views = [
        view_of(row)
        for table in TABLES.values()
        for row in table._default_manager.filter(person=person_id).order_by("-pk")[:RECORDS_MAX]
    ]
    return sorted(views, key=lambda view: (view.on, view.kind, view.id), reverse=True)[:RECORDS_MAX]


def own_record(actor: Actor, kind: RecordKind, record_id: int, *, purpose: str = "") -> RecordView:
    """Return one record of the actor or of somebody they answer for; RecordNotFound for anybody else's."""
    row = record_row(kind, record_id)
    if not answers_for(actor, row.person_id):
        raise RecordNotFound
    require_over_person(actor, READ, row.person_id)
    record_read(
        actor,
        action="records.read",
        object_kind=kind,
        object_id=record_id,
        person_id=row.person_id,
        purpose=purpose,
    )
    return view_of(row)


def record_row(kind: RecordKind, record_id: int) -> HealthRecord:
    """Return one record as it is stored; RecordNotFound."""
    row = TABLES[kind]._default_manager.filter(pk=record_id).first()
    if row is None:
        raise RecordNotFound
    return row


def view_of(row: HealthRecord) -> RecordView:
    """Return a record as others see it."""
    kind = next(kind for kind, table in TABLES.items() if isinstance(row, table))
    details: dict[str, Any] = {name: getattr(row, name) for name in _DETAILS[kind]}
    return RecordView(
        kind=kind,
        id=row.pk,
        person_id=row.person_id,
        on=_day_of(row),
        state=RecordState(row.state),
        source=row.source,
        reference=row.source_reference,
        doubts=tuple(map(Doubt, row.doubts.split())),
        details=details,
        recorded_at=row.created_at,
        annulled_because=row.annulled_because,
    )


def _day_of(row: HealthRecord) -> Any:
    match row:
        case Vaccination():
            return row.given_on
        case TestResult():
            return local_date(row.sampled_at)
        case Infection():
            return row.confirmed_on
        case IsolationOrder():
            return row.starts_on
    raise TypeError(f"{type(row).__name__} is no health record")
