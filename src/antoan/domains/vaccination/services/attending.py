"""Takes people in at a session: a number in the row, and a look at whether a dose today is right, before any needle."""

from uuid import UUID

from django.db import transaction
from django.db.models import Max

from antoan.domains.people.queries.bulk import Identity, locked_identities
from antoan.domains.people.queries.presented import person_presented
from antoan.domains.records.queries.bulk import doses_of
from antoan.domains.records.services.vaccination import doubts_if_given
from antoan.domains.records.values import Doubt, NewDose
from antoan.domains.vaccination.errors import NobodyPresented
from antoan.domains.vaccination.models import Booking, Session
from antoan.domains.vaccination.permissions import WORK
from antoan.domains.vaccination.queries.access import session_in
from antoan.domains.vaccination.rules import next_dose_number
from antoan.domains.vaccination.services.planning import require_running
from antoan.domains.vaccination.values import Arrival
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.text import name_label


@transaction.atomic
def check_in(*, actor: Actor, session_id: UUID, code: str) -> Arrival:
    """Give whoever shows a code or card the next number; who comes again keeps theirs. Nobody needs an invitation.

    NobodyPresented, SessionClosed.
    """
    session = session_in(actor, session_id, WORK)
    require_running(session, clock.today())
    person = present(code)
    booking = _booked(session, person.person_id)
    record_decision(
        actor,
        action="vaccination.check_in",
        object_kind="session",
        object_id=session.pk,
        person_id=person.person_id,
    )
    number = next_dose_number(doses_of([person.person_id]))
    return Arrival(
        person_id=person.person_id,
        label=name_label(person.full_name),
        birth_year=person.birth_on.year,
        number=booking.number or 0,
        dose_number=number,
        is_invited=booking.invited_at is not None,
        concerns=concerns_about(person, session.campaign.product, number),
    )


def present(code: str) -> Identity:
    """Return who stands here, with the row held; NobodyPresented."""
    person_id = person_presented(code, clock.now())
    people = [] if person_id is None else locked_identities([person_id])
    if not people:
        raise NobodyPresented
    return people[0]


def concerns_about(person: Identity, product: str, dose_number: int) -> tuple[Doubt, ...]:
    """Return what would speak against a dose of a product today."""
    return doubts_if_given(person, NewDose(product, clock.today(), min(dose_number, 9)))


def _booked(session: Session, person_id: int) -> Booking:
    booking, _is_new = Booking.objects.get_or_create(session=session, person_id=person_id)
    if booking.number is None:
        Session.objects.select_for_update().get(pk=session.pk)  # Numbers follow one another.
        last = Booking.objects.filter(session=session).aggregate(last=Max("number"))["last"] or 0
        booking.number, booking.came_at = last + 1, clock.now()
        booking.save()
    return booking
