"""People register themselves on a proven number. Whoever is there already, with proof, is found again instead."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from antoan.domains.identity.errors import RegistrationTaken, TooManyRegistrations
from antoan.domains.identity.limits import DECIDED_WITHIN, REGISTRATIONS_PER_NUMBER_DAY_MAX
from antoan.domains.identity.models import Registration, Resemblance
from antoan.domains.identity.queries.checks import verified_phone
from antoan.domains.identity.queries.counting import hold, index_of_number
from antoan.domains.identity.rules.codes import DAY
from antoan.domains.identity.rules.matching import Judgement, judge
from antoan.domains.identity.services.handing import hand_out_code
from antoan.domains.identity.services.proving import is_locked_for, note_wrong
from antoan.domains.identity.services.trail import note_by_phone
from antoan.domains.identity.values import CaseState, Registered, Standing, VerifiedPhone
from antoan.domains.people.matching import Description
from antoan.domains.people.names import NameLikeness, name_likeness
from antoan.domains.people.queries.candidates import likely_same
from antoan.domains.people.queries.phones import Reached, people_reached_at
from antoan.domains.people.rules import checked_person
from antoan.domains.people.services import add_phone, register_person
from antoan.domains.people.values import NewPerson
from antoan.foundation.accounts.actor import SYSTEM
from antoan.kit import clock, spoken


@transaction.atomic
def register_self(
    *, check_id: UUID | None, registration_id: UUID, person: NewPerson, address: str = ""
) -> Registered:
    """Register whoever proved a number, or find their entry: the same name, birth and number are theirs.

    The answer to everybody else is the same, whoever they resemble: they are registered, and a desk compares
    what is doubtful (rules.matching). The same id again is the same registration. Errors of register_person;
    CheckGone, TooManyRegistrations, RegistrationTaken.
    """
    now = clock.now()
    phone = verified_phone(check_id, now)
    index = index_of_number(phone.number)
    hold(index)
    sent_before = Registration.objects.filter(pk=registration_id).first()
    if sent_before is not None:
        if bytes(sent_before.number_index) != index:
            raise RegistrationTaken
        return Registered(sent_before.person_id, is_known=False)
    checked = checked_person(person, clock.local_date(now))
    judgement = _judged(checked, phone, address, now)
    if judgement.person_id is not None:
        add_phone(
            actor=SYSTEM,
            person_id=judgement.person_id,
            number=phone.number,
            verified_at=phone.verified_at,
        )
        note_by_phone("identity:person:proven", judgement.person_id, address)
        hand_out_code(judgement.person_id, phone.number, str(registration_id), is_known=True)
        return Registered(judgement.person_id, is_known=True)
    refuse_too_many(index, now)
    made = register_person(actor=SYSTEM, person=checked, contests=True)
    add_phone(actor=SYSTEM, person_id=made.id, number=phone.number, verified_at=phone.verified_at)
    keep_registration(registration_id, made.id, index, judgement, ward_id=checked.ward_id, now=now)
    note_by_phone("identity:person:registered", made.id, address)
    hand_out_code(made.id, phone.number, str(registration_id), is_known=False)
    return Registered(made.id, is_known=False)


def keep_registration(
    registration_id: UUID,
    person_id: int,
    number_index: bytes,
    judgement: Judgement,
    *,
    ward_id: int | None,
    now: datetime,
    guardian_id: int | None = None,
) -> None:
    """Keep that somebody was registered, and beside it whom they resemble."""
    row = Registration.objects.create(
        id=registration_id,
        number=spoken.new(),
        person_id=person_id,
        guardian_id=guardian_id,
        number_index=number_index,
        ward_id=ward_id,
        state=CaseState.CHECKING,
        confidence=judgement.confidence,
        registered_at=now,
        due_at=clock.day_end(clock.local_date(now + DECIDED_WITHIN)),
    )
    Resemblance.objects.bulk_create(
        Resemblance(registration=row, person_id=one.person_id) for one in judgement.resembling
    )


def refuse_too_many(number_index: bytes, now: datetime) -> None:
    """Raise TooManyRegistrations when as many were made on this number within a day as may be."""
    today = Registration.objects.filter(number_index=number_index, registered_at__gt=now - DAY)
    if today.count() >= REGISTRATIONS_PER_NUMBER_DAY_MAX:
        raise TooManyRegistrations


def _judged(person: NewPerson, phone: VerifiedPhone, address: str, now: datetime) -> Judgement:
    found = likely_same(Description(person.full_name, person.birth, person.gender, person.documents))
    reached = people_reached_at(phone.number)
    judgement = judge(found, proven={one.person_id for one in reached})
    if judgement.standing is not Standing.KNOWN:
        _note_guesses(person, reached, phone, address, now)
    if judgement.standing is Standing.KNOWN and is_locked_for(phone, judgement.person_id or 0, now):
        return judge(found, proven=())  # Whoever guessed too often is not helped by another door.
    return judgement


def _note_guesses(
    person: NewPerson, reached: list[Reached], phone: VerifiedPhone, address: str, now: datetime
) -> None:
    """Count a description with the name of somebody on this number and another birth as a wrong answer."""
    for one in reached:
        has_name = name_likeness(person.full_name, one.full_name) is not NameLikeness.DIFFERENT
        if has_name and person.birth.on != one.birth_on:
            note_wrong(phone, one.person_id, address, now)
