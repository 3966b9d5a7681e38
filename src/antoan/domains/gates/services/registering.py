"""Somebody without any code is registered at a gate, in under a minute, and goes on with a code of their own."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from antoan.domains.codes.national import DeclaredKind, GenderDigit, PersonalHead
from antoan.domains.codes.queries import code_in_force
from antoan.domains.codes.services import issue_personal_code
from antoan.domains.gates.day import day
from antoan.domains.gates.devices import device_actor
from antoan.domains.gates.errors import TooManyRegistrations
from antoan.domains.gates.models import GateRegistration
from antoan.domains.identity.services.at_gate import register_by_word
from antoan.domains.people.queries.persons import person_view
from antoan.domains.people.values import NewPerson
from antoan.domains.places.queries import DeviceAtGate
from antoan.foundation.accounts.actor import SYSTEM
from antoan.foundation.accounts.scopes import CITY
from antoan.foundation.audit.services import record_decision
from antoan.kit.clock import local_date

_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class HandedOver:
    """What the person takes along: a code to show, and one to say."""

    code: str
    short_code: str


@transaction.atomic
def register_at_gate(
    *, at: DeviceAtGate, registration_id: UUID, person: NewPerson, now: datetime
) -> HandedOver:
    """Register a stranger on their word and give them a code; the same id again is the same person.

    Whether somebody like them is known already is for a desk to find: the gate gets the same answer either way.
    TooManyRegistrations; PersonUnreadable and its kin.
    """
    known = GateRegistration.objects.filter(pk=registration_id, device_id=at.device.id).first()
    if known is not None:
        return _code_of(known.person_id, now)
    lately = GateRegistration.objects.filter(device_id=at.device.id, at__gt=now - _HOUR).count()
    if lately >= day().registrations_per_device_hour_max:
        raise TooManyRegistrations
    person_id = register_by_word(
        registration_id=registration_id, person=person, ward_id=at.place.ward_id, now=now
    )
    GateRegistration.objects.create(
        id=registration_id, device_id=at.device.id, place_id=at.place.id, person_id=person_id, at=now
    )
    record_decision(
        device_actor(at),
        action="gates:person:registered",
        object_kind="person",
        object_id=person_id,
        person_id=person_id,
        detail={"gate": at.gate.id},
    )
    return _code_of(person_id, now)


def _code_of(person_id: int, now: datetime) -> HandedOver:
    person = person_view(person_id)
    held = code_in_force(actor=SYSTEM, qid=person.qid, scope=CITY, today=local_date(now))
    if held is not None:
        return HandedOver(held.text, held.short_code)
    head = PersonalHead(
        document_number="",
        full_name=person.full_name,
        birth_on=person.birth.on,
        declared_kind=DeclaredKind.HELPER,
        qid=person.qid,
        gender=GenderDigit.of(person.gender),
    )
    issued = issue_personal_code(actor=SYSTEM, subject=head)
    return HandedOver(issued.text, issued.short_code)
