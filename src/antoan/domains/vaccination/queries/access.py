"""Decides whether an actor may touch a campaign or a session: by the unit that holds it."""

from uuid import UUID

from antoan.domains.units.queries import scope_of_unit
from antoan.domains.vaccination.errors import CampaignNotFound, SessionNotFound
from antoan.domains.vaccination.models import Campaign, Session
from antoan.domains.vaccination.permissions import PERMISSIONS
from antoan.foundation.accounts.actor import Actor, require
from antoan.kit.errors import NotFound


def campaign_in(actor: Actor, campaign_id: UUID, permission: str) -> Campaign:
    """Return a campaign over whose unit the actor holds a permission; CampaignNotFound out of reach, Forbidden."""
    campaign = Campaign.objects.filter(pk=campaign_id).first()
    if campaign is None:
        raise CampaignNotFound
    _require(actor, permission, campaign.unit_id, CampaignNotFound)
    return campaign


def session_in(actor: Actor, session_id: UUID, permission: str) -> Session:
    """Return a session over whose unit the actor holds a permission; SessionNotFound out of reach, Forbidden."""
    session = Session.objects.select_related("campaign").filter(pk=session_id).first()
    if session is None:
        raise SessionNotFound
    _require(actor, permission, session.campaign.unit_id, SessionNotFound)
    return session


def _require(actor: Actor, permission: str, unit_id: int, missing: type[NotFound]) -> None:
    scope = scope_of_unit(unit_id)
    if not any(actor.may(known, scope) for known in PERMISSIONS):
        raise missing
    require(actor, permission, scope)
