"""Reads of sites: how full each is, and who is there."""

from typing import Final

from django.db.models import Count, Q, QuerySet

from antoan.domains.isolation.models import Site
from antoan.domains.isolation.queries.access import site_in, sites_reached_by
from antoan.domains.isolation.values import SiteKind, SiteView, StayView
from antoan.domains.passes.queries import labels_of
from antoan.foundation.accounts.actor import Actor
from antoan.foundation.audit.services import record_reads

SITES_MAX: Final = 200
LEFT_MAX: Final = 30  # Of those who left: the latest.
INSIDE_MAX: Final = 2_000


def site_list(actor: Actor) -> list[SiteView]:
    """Return the sites in the actor's wards by name; counts, nobody."""
    rows = counted(sites_reached_by(actor)).select_related("ward").order_by("closed_on", "name")
    return [view_of(row) for row in rows[:SITES_MAX]]


def site_for(actor: Actor, site_id: int) -> SiteView:
    """Return one site to whoever manages it; SiteNotFound."""
    row = site_in(actor, site_id)
    return view_of(counted(Site.objects.filter(pk=row.pk)).select_related("ward").get())


def stays_at(actor: Actor, site_id: int) -> tuple[list[StayView], list[StayView]]:
    """Return who is at a site now, by bed, and who left last. Everybody is a label, and finds the reading in the trail."""
    row = site_in(actor, site_id)
    inside = list(row.stays.filter(left_at__isnull=True).select_related("order").order_by("bed")[:INSIDE_MAX])
    left = list(
        row.stays.filter(left_at__isnull=False).select_related("order").order_by("-left_at")[:LEFT_MAX]
    )
    people = sorted({stay.person_id for stay in (*inside, *left)})
    record_reads(
        actor, action="isolation.site.read", object_kind="person", person_ids=people, purpose="isolation"
    )
    labels = labels_of(people)
    views = [
        StayView(
            stay.pk, stay.person_id, labels.get(stay.person_id, ""), stay.order.number, stay.bed, stay.came_at,
            stay.left_at, stay.order.ends_on,
        )
        for stay in (*inside, *left)
    ]  # fmt: skip
    return views[: len(inside)], views[len(inside) :]


def counted(rows: QuerySet[Site]) -> QuerySet[Site]:
    """Have rows know how many are inside."""
    return rows.annotate(inside=Count("stays", filter=Q(stays__left_at__isnull=True)))


def view_of(row: Site) -> SiteView:
    """Return a counted row as others see it."""
    return SiteView(
        id=row.pk,
        ward_id=row.ward_id,
        ward_name=row.ward.name,
        name=row.name,
        kind=SiteKind(row.kind),
        address=row.address,
        phone=row.phone,
        camera_url=row.camera_url,
        beds=row.beds,
        inside=row.inside,  # type: ignore[attr-defined]
        is_open=row.closed_on is None,
    )
