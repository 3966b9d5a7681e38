"""Lists of campaigns, narrowed by the units the actor's grants reach."""

from typing import Final
from uuid import UUID

from django.db.models import Count, Q

from antoan.domains.units.queries import units_of
from antoan.domains.vaccination.models import Booking, Campaign, Entry, Target
from antoan.domains.vaccination.permissions import MANAGE, WORK
from antoan.domains.vaccination.queries.access import campaign_in
from antoan.domains.vaccination.values import CampaignView
from antoan.foundation.accounts.actor import Actor

CAMPAIGNS_SHOWN_MAX: Final = 100


def campaigns_of(actor: Actor) -> list[CampaignView]:
    """Return the latest campaigns of the units the actor works or manages for."""
    units = {unit.id for permission in (MANAGE, WORK) for unit in units_of(actor, permission=permission)}
    found = Campaign.objects.filter(unit__in=units).order_by("-starts_on", "-created_at")
    return [view_of(campaign) for campaign in found[:CAMPAIGNS_SHOWN_MAX]]


def campaign_for(actor: Actor, campaign_id: UUID) -> CampaignView:
    """Return one campaign with its counts; CampaignNotFound."""
    campaign = campaign_in(actor, campaign_id, WORK)
    bookings = Booking.objects.filter(session__campaign=campaign).aggregate(
        invited=Count("pk", filter=Q(invited_at__isnull=False))
    )
    return view_of(
        campaign,
        targets=Target.objects.filter(campaign=campaign).count(),
        invited=bookings["invited"],
        given=Entry.objects.filter(session__campaign=campaign, undone_at__isnull=True).count(),
    )


def view_of(campaign: Campaign, *, targets: int = 0, invited: int = 0, given: int = 0) -> CampaignView:
    """Return a campaign as others see it."""
    return CampaignView(
        id=campaign.pk,
        unit_id=campaign.unit_id,
        name=campaign.name,
        product=campaign.product,
        starts_on=campaign.starts_on,
        ends_on=campaign.ends_on,
        targets=targets,
        invited=invited,
        given=given,
    )
