"""One session: its counts, its lots, who waits, which doses were given. What it shows of people is in the trail."""

from typing import Final
from uuid import UUID

from django.db.models import Count, Q

from antoan.domains.passes.queries import labels_of
from antoan.domains.people.queries.bulk import birth_years_of
from antoan.domains.records.values import Doubt, Lot
from antoan.domains.vaccination.limits import LOTS_PER_SESSION_MAX, SESSIONS_PER_CAMPAIGN_MAX, UNDO_FOR
from antoan.domains.vaccination.models import Booking, Entry, Session, SessionLot
from antoan.domains.vaccination.permissions import WORK
from antoan.domains.vaccination.queries.access import campaign_in, session_in
from antoan.domains.vaccination.values import Arrival, EntryView, LotView, Reaction, SessionView
from antoan.foundation.accounts.actor import Actor

ENTRIES_SHOWN_MAX: Final = 20
WAITING_SHOWN_MAX: Final = 30


def sessions_of(actor: Actor, campaign_id: UUID) -> list[SessionView]:
    """Return the sessions of a campaign by day; CampaignNotFound."""
    campaign = campaign_in(actor, campaign_id, WORK)
    found = (
        Session.objects.select_related("campaign")
        .filter(campaign=campaign)
        .order_by("held_on", "opens", "pk")
    )
    return [view_of(session) for session in found[:SESSIONS_PER_CAMPAIGN_MAX]]


def session_for(actor: Actor, session_id: UUID) -> SessionView:
    """Return one session with its counts; SessionNotFound."""
    session = session_in(actor, session_id, WORK)
    counts = Booking.objects.filter(session=session).aggregate(
        invited=Count("pk", filter=Q(invited_at__isnull=False)),
        here=Count("pk", filter=Q(came_at__isnull=False)),
    )
    given = Entry.objects.filter(session=session, undone_at__isnull=True).count()
    return view_of(session, invited=counts["invited"], here=counts["here"], given=given)


def lots_at(actor: Actor, session_id: UUID) -> list[LotView]:
    """Return the lots brought to a session, and how many doses of each were given."""
    session = session_in(actor, session_id, WORK)
    given = dict(
        Entry.objects.filter(session=session, undone_at__isnull=True)
        .values_list("lot")
        .annotate(doses=Count("pk"))
    )
    rows = SessionLot.objects.filter(session=session).order_by("expires_on", "number")[:LOTS_PER_SESSION_MAX]
    return [
        LotView(
            Lot(row.product, row.number, row.expires_on),
            row.vials,
            row.vials * row.doses_per_vial,
            given.get(row.number, 0),
        )
        for row in rows
    ]


def entries_of(actor: Actor, session_id: UUID) -> list[EntryView]:
    """Return the doses entered last, for the hand that entered them: initials and year only."""
    session = session_in(actor, session_id, WORK)
    rows = list(
        Entry.objects.filter(session=session).order_by("-entered_at", "-created_at")[:ENTRIES_SHOWN_MAX]
    )
    labels = labels_of(row.person_id for row in rows)
    years = birth_years_of(row.person_id for row in rows)
    return [entry_view(row, labels.get(row.person_id, ""), years.get(row.person_id, 0)) for row in rows]


def waiting_at(actor: Actor, session_id: UUID) -> list[Arrival]:
    """Return who came and has no dose yet, by number."""
    session = session_in(actor, session_id, WORK)
    done = Entry.objects.filter(session=session, undone_at__isnull=True).values("person")
    rows = list(
        Booking.objects.filter(session=session, came_at__isnull=False)
        .exclude(person__in=done)
        .order_by("number")[:WAITING_SHOWN_MAX]
    )
    labels = labels_of(row.person_id for row in rows)
    years = birth_years_of(row.person_id for row in rows)
    return [
        Arrival(
            person_id=row.person_id,
            label=labels.get(row.person_id, ""),
            birth_year=years.get(row.person_id, 0),
            number=row.number or 0,
            dose_number=0,
            is_invited=row.invited_at is not None,
            concerns=(),
        )
        for row in rows
    ]


def view_of(session: Session, *, invited: int = 0, here: int = 0, given: int = 0) -> SessionView:
    """Return a session as others see it."""
    return SessionView(
        id=session.pk,
        campaign_id=session.campaign_id,
        unit_id=session.campaign.unit_id,
        product=session.campaign.product,
        site=session.site,
        address=session.address,
        held_on=session.held_on,
        opens=session.opens,
        closes=session.closes,
        capacity=session.capacity,
        teams=session.teams,
        closed_at=session.closed_at,
        invited=invited,
        here=here,
        given=given,
    )


def entry_view(row: Entry, label: str, birth_year: int) -> EntryView:
    """Return an entry as the session's screen shows it."""
    return EntryView(
        id=row.pk,
        session_id=row.session_id,
        person_id=row.person_id,
        label=label,
        birth_year=birth_year,
        record_id=row.record_id,
        dose_number=row.dose_number,
        lot=row.lot,
        entered_at=row.entered_at,
        undone_at=row.undone_at,
        may_undo_until=row.entered_at + UNDO_FOR,
        doubts=tuple(map(Doubt, row.doubts.split())),
        reaction=Reaction(row.reaction) if row.reaction else None,
        words=row.words,
    )
