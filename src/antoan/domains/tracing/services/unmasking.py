"""Shows a tracer who a contact is: for an open case, with a reason, for half an hour (lesson L20)."""

from datetime import datetime

from django.db import transaction

from antoan.domains.people.permissions import READ as PERSON_READ
from antoan.domains.people.queries.access import person_in
from antoan.domains.people.queries.persons import view_of
from antoan.domains.tracing.desk_values import UnmaskedPerson
from antoan.domains.tracing.models import TracingCase, Unmasking
from antoan.domains.tracing.permissions import UNMASK
from antoan.domains.tracing.queries.access import case_in, contact_in
from antoan.domains.tracing.rules.cases import UNMASKED_FOR, readable_reason
from antoan.domains.tracing.services.cases import open_row
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_read
from antoan.kit import clock
from antoan.kit.errors import Forbidden


@transaction.atomic
def unmask_contact(*, actor: Actor, number: str, person_id: int, reason: str) -> datetime:
    """Unmask a contact of an open case, or the case itself, for half an hour; return when it ends.

    CaseNotFound, CaseClosed, ContactNotFound, ReasonMissing; ReadBudgetSpent past the budget of people an hour. The
    contact sees in the trail who looked, when and why.
    """
    row = open_row(actor, number, UNMASK)
    if actor.account_id is None:
        raise Forbidden("Only somebody who signed in unmasks anybody.")
    if person_id != row.person_id:
        contact_in(row, person_id)
    said, now = readable_reason(reason), clock.now()
    record_read(
        actor,
        action="tracing.unmask",
        object_kind="tracing",
        object_id=row.number,
        person_id=person_id,
        purpose=said,
    )
    until = now + UNMASKED_FOR
    Unmasking.objects.create(
        case=row, person_id=person_id, account_id=actor.account_id, reason=said, at=now, until=until
    )
    return until


def unmasked(actor: Actor, number: str, person_id: int) -> UnmaskedPerson | None:
    """Return who somebody is while this very account may see it; None at any other time."""
    row = case_in(actor, number, UNMASK)
    lasting = _lasting(actor, row, person_id, clock.now())
    if lasting is None:
        return None
    record_read(
        actor,
        action="tracing.unmasked.read",
        object_kind="tracing",
        object_id=row.number,
        person_id=person_id,
        purpose=lasting.reason,
    )
    person = view_of(
        person_in(SYSTEM, person_id, PERSON_READ)
    )  # The unmasking is the right, wherever they live.
    day, year = person.birth.on, person.birth.on.year
    return UnmaskedPerson(
        person_id=person_id,
        full_name=person.full_name,
        birth=f"{day:%d/%m}/{year}" if person.birth.is_day_known else str(year),
        phones=person.phones,
        address=person.address,
        until=lasting.until,
    )


def _lasting(actor: Actor, row: TracingCase, person_id: int, now: datetime) -> Unmasking | None:
    if row.closed_at is not None or actor.account_id is None:
        return None
    asked = row.unmaskings.filter(person=person_id, account_id=actor.account_id, until__gt=now)
    return asked.order_by("-until").first()
