"""Invites by SMS those on the list who have no appointment yet, spread over the hours of a session."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.formats import date_format

from antoan.domains.messaging.services import queue_message
from antoan.domains.people.queries import phone_for
from antoan.domains.people.queries.bulk import locked_identities
from antoan.domains.vaccination.errors import SessionClosed, SessionFull
from antoan.domains.vaccination.limits import INVITED_AT_ONCE_MAX
from antoan.domains.vaccination.models import Booking, Entry, Session, Target
from antoan.domains.vaccination.permissions import MANAGE
from antoan.domains.vaccination.queries.access import session_in
from antoan.domains.vaccination.rules import slot_of
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.text import initials


@transaction.atomic
def invite(*, actor: Actor, session_id: UUID, people_max: int) -> tuple[int, int]:
    """Invite at most so many people, those listed first; return how many were booked and how many got an SMS.

    Whoever has no number stays booked without a message: the list of those is what a ward goes from door to door with.
    SessionFull when the session can take nobody more, SessionClosed when it is over.
    """
    session = session_in(actor, session_id, MANAGE)
    now = clock.now()
    if session.closed_at is not None or session.held_on < clock.local_date(now):
        raise SessionClosed
    Session.objects.select_for_update().get(pk=session.pk)
    taken = Booking.objects.filter(session=session, invited_at__isnull=False).count()
    room = min(people_max, session.capacity - taken, INVITED_AT_ONCE_MAX)
    if room <= 0:
        raise SessionFull
    person_ids = _next_on_the_list(session, room)
    told = 0
    for place, identity in enumerate(locked_identities(person_ids), start=taken):
        booking, _is_new = Booking.objects.get_or_create(session=session, person_id=identity.person_id)
        booking.invited_at = now
        booking.save()
        told += _tell(session, booking, initials(identity.full_name), _slot(session, place))
    record_decision(
        actor,
        action="vaccination.invite",
        object_kind="session",
        object_id=session.pk,
        detail={"booked": len(person_ids), "told": told},
    )
    return len(person_ids), told


def _next_on_the_list(session: Session, rows: int) -> list[int]:
    """Return who is on the list, has no appointment in the campaign and no dose of it."""
    booked = Booking.objects.filter(session__campaign=session.campaign_id, invited_at__isnull=False)
    done = Entry.objects.filter(session__campaign=session.campaign_id, undone_at__isnull=True)
    waiting = Target.objects.filter(campaign=session.campaign_id)
    waiting = waiting.exclude(person__in=booked.values("person")).exclude(person__in=done.values("person"))
    return list(waiting.order_by("pk").values_list("person_id", flat=True)[:rows])


def _slot(session: Session, place: int) -> datetime:
    opens, closes = (
        datetime.combine(session.held_on, at, tzinfo=clock.CITY_ZONE)
        for at in (session.opens, session.closes)
    )
    return slot_of(place, capacity=session.capacity, opens=opens, closes=closes)


def _tell(session: Session, booking: Booking, who: str, at: datetime) -> bool:
    """Tell a person by the number they are reached on. Initials only: phones are shared (lesson L23b)."""
    number = phone_for(booking.person_id)
    if number is None:
        return False
    return queue_message(
        number=number,
        template="vaccination.invited",
        values={"who": who, "at": date_format(at, "H:i d/m"), "site": session.site[:60]},
        key=f"vaccination:{session.pk}:{booking.person_id}",
        person_id=booking.person_id,
        expires_at=clock.day_end(session.held_on),
    )
