"""A competent body approves or refuses a registration. Approval makes the unit, its first place and gate, and its code."""

from datetime import datetime
from typing import Final

from django.db import transaction

from antoan.domains.places.queries import spots_of_place
from antoan.domains.places.services import add_gate, issue_place_code
from antoan.domains.places.values import NewPlace, PlaceKind
from antoan.domains.units.errors import ReasonMissing, RegistrationDecided, RegistrationNotFound
from antoan.domains.units.events import UnitApproved
from antoan.domains.units.limits import REASON_LETTERS_MAX
from antoan.domains.units.models import Registration
from antoan.domains.units.queries.registrations import may_decide
from antoan.domains.units.registration_values import RegistrationState
from antoan.domains.units.services.staff import invite_first_administrator
from antoan.domains.units.services.units import add_place_to_unit, register_unit
from antoan.domains.units.telling import tell_approved, tell_refused
from antoan.domains.units.values import NewUnit, UnitView
from antoan.foundation.accounts.actor import SYSTEM, Actor
from antoan.foundation.audit.services import record_decision
from antoan.foundation.events.bus import announce
from antoan.kit.text import squeeze

FIRST_GATE: Final = "Cổng chính"


@transaction.atomic
def approve_registration(*, actor: Actor, number: str, at: datetime) -> UnitView:
    """Register the unit with its first place, gate and code, and invite its administrator by SMS.

    RegistrationNotFound when it is out of the actor's reach; RegistrationDecided when somebody was quicker.
    """
    row = _waiting(actor, number)
    kind = PlaceKind(row.kind)
    unit = register_unit(
        actor=SYSTEM,
        unit=NewUnit(
            name=row.name,
            kind=kind,
            tax_number=row.tax_number,
            address=row.address,
            ward_id=row.ward_id,
            zone=row.zone,
        ),
    )
    first = NewPlace(name=row.name, kind=kind, address=row.address, ward_id=row.ward_id)
    place = add_place_to_unit(actor=SYSTEM, unit_id=unit.id, place=first)
    add_gate(actor=SYSTEM, spot_id=spots_of_place(SYSTEM, place.id)[0].id, name=FIRST_GATE)
    issue_place_code(actor=SYSTEM, place_id=place.id, at=at)
    row.unit_id = unit.id
    _decide(actor, row, RegistrationState.APPROVED, "", at)
    secret = invite_first_administrator(unit=unit, name=row.representative, number=row.phone, at=at)
    tell_approved(row, secret)
    announce(UnitApproved(unit.id))
    return unit


@transaction.atomic
def refuse_registration(*, actor: Actor, number: str, reason: str, at: datetime) -> None:
    """Refuse a registration with a reason that tells what to mend; ReasonMissing."""
    row = _waiting(actor, number)
    said = squeeze(reason)[:REASON_LETTERS_MAX]
    if not said:
        raise ReasonMissing
    _decide(actor, row, RegistrationState.REFUSED, said, at)
    tell_refused(row)


def _waiting(actor: Actor, number: str) -> Registration:
    row = Registration.objects.select_for_update(of=("self",)).filter(number=number).first()
    if row is None or not may_decide(actor, row):
        raise RegistrationNotFound
    if row.state != RegistrationState.WAITING:
        raise RegistrationDecided
    return row


def _decide(actor: Actor, row: Registration, state: RegistrationState, reason: str, at: datetime) -> None:
    row.state, row.reason = state, reason
    row.decided_at, row.decided_by_account_id = at, actor.account_id
    row.save()
    record_decision(
        actor,
        action=f"units:registration:{state}",
        object_kind="unit_registration",
        object_id=row.number,
        purpose=reason,
        detail={"unit": row.unit_id},
    )
