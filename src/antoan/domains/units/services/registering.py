"""Takes registrations of units from the web. The answer is the same whatever is known of other units (lesson L9)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from antoan.domains.areas.queries import area
from antoan.domains.identity.queries import verified_phone
from antoan.domains.identity.queries.counting import hold, index_of_number
from antoan.domains.people.rules import readable_name
from antoan.domains.units.bodies import competent_body, decided_within, zones
from antoan.domains.units.errors import RegistrationTaken, TooManyRegistrations, UnitUnreadable
from antoan.domains.units.limits import REGISTRATIONS_PER_NUMBER_DAY_MAX, WAITING_PER_NUMBER_MAX
from antoan.domains.units.models import Registration
from antoan.domains.units.queries.registrations import state_view
from antoan.domains.units.registration_values import NewRegistration, RegistrationState, RegistrationStateView
from antoan.domains.units.rules import checked, folded
from antoan.domains.units.telling import tell_received
from antoan.domains.units.values import NewUnit
from antoan.kit import spoken
from antoan.kit.clock import day_end, day_start, local_date


@transaction.atomic
def submit_registration(
    *, check_id: UUID | None, registration: NewRegistration, at: datetime
) -> RegistrationStateView:
    """Keep a registration for its competent body and tell the number by SMS; sent twice it is one.

    CheckGone without a phone proven by a code; UnitUnreadable, PersonUnreadable, AreaNotFound,
    TooManyRegistrations, RegistrationTaken.
    """
    phone = verified_phone(check_id, at)
    index = index_of_number(phone.number)
    hold(index)
    if (known := Registration.objects.filter(pk=registration.id).first()) is not None:
        if bytes(known.number_index) != index:
            raise RegistrationTaken
        return state_view(known, at)
    unit, representative = _checked(registration)
    _refuse_too_many(index, at)
    row = Registration.objects.create(
        id=registration.id,
        number=spoken.new(),
        state=RegistrationState.WAITING,
        body=competent_body(in_zone=bool(unit.zone), on=local_date(at)).body,
        name=unit.name,
        kind=unit.kind,
        zone=unit.zone,
        tax_number=unit.tax_number,
        ward_id=registration.ward_id,
        address=unit.address,
        folded=folded(unit.name, unit.address),
        representative=representative,
        phone=phone.number,
        number_index=index,
        submitted_at=at,
        due_at=day_end(local_date(at + decided_within())),
    )
    tell_received(row)
    return state_view(row, at)


def _checked(registration: NewRegistration) -> tuple[NewUnit, str]:
    unit = checked(
        NewUnit(
            name=registration.name,
            kind=registration.kind,
            tax_number=registration.tax_number,
            address=registration.address,
            ward_id=area(registration.ward_id).id,
            zone=registration.zone,
        )
    )
    if not unit.address:
        raise UnitUnreadable("The unit cannot be registered: it needs an address.")
    if unit.zone and unit.zone not in zones():
        raise UnitUnreadable("The unit cannot be registered: there is no such industrial zone.")
    return unit, readable_name(registration.representative)


def _refuse_too_many(index: bytes, at: datetime) -> None:
    mine = Registration.objects.filter(number_index=index)
    if mine.filter(state=RegistrationState.WAITING).count() >= WAITING_PER_NUMBER_MAX:
        raise TooManyRegistrations
    today = mine.filter(submitted_at__gte=day_start(local_date(at)))
    if today.count() >= REGISTRATIONS_PER_NUMBER_DAY_MAX:
        raise TooManyRegistrations
