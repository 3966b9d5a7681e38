"""Opens campaigns, plans sessions, brings lots, closes a session in the evening."""

from datetime import date
from uuid import UUID

from django.db import transaction

from antoan.domains.records.doses import lot_number
from antoan.domains.records.services import register_lot
from antoan.domains.records.vaccines import find_vaccine
from antoan.domains.records.values import Lot
from antoan.domains.units.queries import scope_of_unit
from antoan.domains.vaccination.errors import PlanUnreadable, SessionClosed
from antoan.domains.vaccination.limits import LOTS_PER_SESSION_MAX, SESSIONS_PER_CAMPAIGN_MAX
from antoan.domains.vaccination.models import Campaign, Session, SessionLot
from antoan.domains.vaccination.permissions import MANAGE
from antoan.domains.vaccination.queries.access import campaign_in, session_in
from antoan.domains.vaccination.queries.campaigns import view_of as campaign_view
from antoan.domains.vaccination.queries.sessions import view_of as session_view
from antoan.domains.vaccination.rules import is_plan_sound, is_session_sound
from antoan.domains.vaccination.values import CampaignView, NewCampaign, NewSession, SessionView
from antoan.foundation.accounts.actor import Actor, already_allowed, require
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock
from antoan.kit.text import squeeze


@transaction.atomic
def open_campaign(*, actor: Actor, campaign: NewCampaign) -> CampaignView:
    """Open a campaign of a unit; sent twice it is one."""
    require(actor, MANAGE, scope_of_unit(campaign.unit_id))
    product = find_vaccine(campaign.product)
    if product is None or not is_plan_sound(campaign):
        raise PlanUnreadable
    row, is_new = Campaign.objects.get_or_create(
        pk=campaign.id,
        defaults={
            "unit_id": campaign.unit_id,
            "name": squeeze(campaign.name),
            "product": product.key,
            "starts_on": campaign.starts_on,
            "ends_on": campaign.ends_on,
        },
    )
    campaign_in(actor, row.pk, MANAGE)  # An id that is another unit's shows nothing of it.
    if is_new:
        record_decision(actor, action="vaccination.campaign.open", object_kind="campaign", object_id=row.pk)
    return campaign_view(row)


@transaction.atomic
def plan_session(*, actor: Actor, session: NewSession) -> SessionView:
    """Plan a session; sent twice it is one."""
    campaign = campaign_in(actor, session.campaign_id, MANAGE)
    if not is_session_sound(session, starts_on=campaign.starts_on, ends_on=campaign.ends_on):
        raise PlanUnreadable
    if Session.objects.filter(campaign=campaign).count() >= SESSIONS_PER_CAMPAIGN_MAX:
        raise PlanUnreadable(f"A campaign has {SESSIONS_PER_CAMPAIGN_MAX} sessions at most.")
    row, _is_new = Session.objects.get_or_create(
        pk=session.id,
        defaults={
            "campaign": campaign,
            "site": squeeze(session.site),
            "address": squeeze(session.address)[:200],
            "held_on": session.held_on,
            "opens": session.opens,
            "closes": session.closes,
            "capacity": session.capacity,
            "teams": session.teams,
        },
    )
    return session_view(session_in(actor, row.pk, MANAGE))


@transaction.atomic
def bring_lot(*, actor: Actor, session_id: UUID, lot: Lot, vials: int, doses_per_vial: int) -> None:
    """Write down a lot that was brought, in the city's register too; brought twice, its vials are those said last.

    LotDiffers when the register has another last day; PlanUnreadable for a count nobody brings or a lot past its day.
    """
    session = session_in(actor, session_id, MANAGE)
    if not (1 <= vials <= 10_000 and 1 <= doses_per_vial <= 50) or lot.expires_on < session.held_on:
        raise PlanUnreadable
    number = lot_number(lot.number)
    is_known = SessionLot.objects.filter(session=session, number=number).exists()
    if not is_known and SessionLot.objects.filter(session=session).count() >= LOTS_PER_SESSION_MAX:
        raise PlanUnreadable(f"A session has {LOTS_PER_SESSION_MAX} lots at most.")
    kept = register_lot(actor=already_allowed(actor), lot=lot)
    SessionLot.objects.update_or_create(
        session=session,
        number=kept.number,
        defaults={
            "product": kept.product,
            "expires_on": kept.expires_on,
            "vials": vials,
            "doses_per_vial": doses_per_vial,
        },
    )


@transaction.atomic
def close_session(*, actor: Actor, session_id: UUID) -> SessionView:
    """End a session for good; twice is once."""
    session = session_in(actor, session_id, MANAGE)
    if session.closed_at is None:
        session.closed_at = clock.now()
        session.save()
        record_decision(
            actor, action="vaccination.session.close", object_kind="session", object_id=session.pk
        )
    return session_view(session)


def require_running(session: Session, today: date) -> None:
    """Raise SessionClosed unless doses are given at this session today."""
    if session.closed_at is not None or session.held_on != today:
        raise SessionClosed
