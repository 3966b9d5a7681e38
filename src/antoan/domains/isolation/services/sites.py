"""Registers sites, lets people in under an order, and out again."""

from typing import Final
from urllib.parse import urlsplit

from django.db import transaction

from antoan.domains.areas.queries import ancestors_of, area
from antoan.domains.areas.values import AreaLevel
from antoan.domains.isolation.errors import (
    BedTaken,
    CameraUnreadable,
    ElsewhereAlready,
    NotToBeIsolated,
    SiteFull,
    SiteNotFound,
    SiteUnreadable,
)
from antoan.domains.isolation.models import Order, Site, SiteStay
from antoan.domains.isolation.permissions import MANAGE_SITE
from antoan.domains.isolation.queries.access import site_in
from antoan.domains.isolation.queries.sites import counted, view_of
from antoan.domains.isolation.values import Leaving, NewSite, OrderState, SiteView
from antoan.foundation.accounts.actor import Actor, require
from antoan.foundation.accounts.scopes import Scope
from antoan.foundation.audit.services import record_decision
from antoan.kit import clock, spoken
from antoan.kit.text import squeeze

BEDS_MAX: Final = 10_000
NAME_LETTERS_MIN, NAME_LETTERS_MAX = 3, 120
ADDRESS_LETTERS_MAX: Final = 200
PHONE_LETTERS_MAX: Final = 20
BED_LETTERS_MAX: Final = 20
CAMERA_LETTERS_MAX: Final = 300


@transaction.atomic
def register_site(*, actor: Actor, new: NewSite) -> SiteView:
    """Register a site in a ward; one of the same name there takes every field anew. SiteUnreadable, CameraUnreadable."""
    require(actor, MANAGE_SITE, Scope(areas=ancestors_of(new.ward_id)))
    name, address, phone = squeeze(new.name), squeeze(new.address), squeeze(new.phone)
    fits = (
        NAME_LETTERS_MIN <= len(name) <= NAME_LETTERS_MAX
        and 1 <= len(address) <= ADDRESS_LETTERS_MAX
        and len(phone) <= PHONE_LETTERS_MAX
        and 1 <= new.beds <= BEDS_MAX
        and area(new.ward_id).level == AreaLevel.WARD
    )
    if not fits:
        raise SiteUnreadable
    camera_url = new.camera_url.strip()
    if camera_url and not _is_address_of_a_page(camera_url):
        raise CameraUnreadable
    row, _ = Site.objects.update_or_create(
        ward_id=new.ward_id,
        name=name,
        defaults={
            "kind": new.kind,
            "address": address,
            "phone": phone,
            "beds": new.beds,
            "camera_url": camera_url,
            "closed_on": None,
        },
    )
    record_decision(
        actor,
        action="isolation.site.register",
        object_kind="site",
        object_id=row.pk,
        detail={"beds": new.beds},
    )
    return _view(row)


@transaction.atomic
def admit(*, actor: Actor, site_id: int, order_number: str, bed: str) -> None:
    """Let somebody in under an order in force; twice into the same bed is once.

    NotToBeIsolated, SiteFull, BedTaken, ElsewhereAlready. The order may be of another ward: its number is the proof.
    """
    site = site_in(actor, site_id, lock=True)
    order = Order.objects.filter(number=spoken.read(order_number)).first()
    if order is None or order.state != OrderState.GIVEN or order.ends_on < clock.today() or site.closed_on:
        raise NotToBeIsolated
    place = squeeze(bed)
    if not 1 <= len(place) <= BED_LETTERS_MAX:
        raise SiteUnreadable
    now_at = SiteStay.objects.filter(person=order.person_id, left_at__isnull=True).first()
    if now_at is not None:
        if (now_at.site_id, now_at.bed) == (site.pk, place):
            return
        raise ElsewhereAlready
    inside = site.stays.filter(left_at__isnull=True)
    if inside.filter(bed=place).exists():
        raise BedTaken
    if inside.count() >= site.beds:
        raise SiteFull
    stay = SiteStay.objects.create(
        site=site,
        person_id=order.person_id,
        order=order,
        bed=place,
        came_at=clock.now(),
        admitted_by=actor.account_id,
    )
    _note(actor, "admit", stay)


@transaction.atomic
def release(*, actor: Actor, site_id: int, stay_id: int, leaving: Leaving) -> None:
    """Let somebody out; twice is once. The order itself is ended where it was given."""
    site = site_in(actor, site_id, lock=True)
    stay = site.stays.filter(pk=stay_id).first()
    if stay is None:
        raise SiteNotFound
    if stay.left_at is None:
        stay.left_at, stay.left_for, stay.released_by = clock.now(), leaving, actor.account_id
        stay.save()
        _note(actor, "release", stay)


def _is_address_of_a_page(text: str) -> bool:
    """Tell whether a link leads to an encrypted page and carries no password for whoever sees it."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    is_plain = text.isascii() and text.isprintable() and " " not in text
    has_host = bool(parts.hostname) and not parts.username and not parts.password
    return len(text) <= CAMERA_LETTERS_MAX and is_plain and parts.scheme == "https" and has_host


def _note(actor: Actor, deed: str, stay: SiteStay) -> None:
    record_decision(
        actor,
        action=f"isolation.site.{deed}",
        object_kind="site",
        object_id=stay.site_id,
        person_id=stay.person_id,
    )


def _view(row: Site) -> SiteView:
    return view_of(counted(Site.objects.filter(pk=row.pk)).select_related("ward").get())
