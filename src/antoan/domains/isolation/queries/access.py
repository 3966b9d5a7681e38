"""Decides which orders and sites an actor reaches. The only way to one."""

from django.db.models import Q, QuerySet

from antoan.domains.areas.reach import within_reach
from antoan.domains.isolation.errors import OrderNotFound, SiteNotFound
from antoan.domains.isolation.models import Order, Site
from antoan.domains.isolation.permissions import MANAGE_SITE, READ, READ_SITE
from antoan.foundation.accounts.actor import Actor
from antoan.kit import spoken
from antoan.kit.errors import Forbidden


def reach_of(actor: Actor, permission: str) -> Q:
    """Return the condition on rows of wards over which the actor holds a permission; Forbidden where it holds it nowhere."""
    if actor.is_system:
        return Q()
    if not actor.grants_of(permission):
        raise Forbidden(f"This needs the right {permission}, which you do not have.", permission=permission)
    return within_reach(actor, permission)


def orders_reached_by(actor: Actor, permission: str = READ) -> QuerySet[Order]:
    """Return the orders of the actor's wards."""
    return Order.objects.filter(reach_of(actor, permission))


def order_in(actor: Actor, number: str, permission: str = READ, *, lock: bool = False) -> Order:
    """Return one order; OrderNotFound, exactly as for one that does not exist."""
    rows = orders_reached_by(actor, permission)
    row = (rows.select_for_update() if lock else rows).filter(number=spoken.read(number)).first()
    if row is None:
        raise OrderNotFound
    return row


def sites_reached_by(actor: Actor, permission: str = READ_SITE) -> QuerySet[Site]:
    """Return the sites in the actor's wards."""
    return Site.objects.filter(reach_of(actor, permission))


def site_in(actor: Actor, site_id: int, permission: str = MANAGE_SITE, *, lock: bool = False) -> Site:
    """Return one site; SiteNotFound."""
    rows = sites_reached_by(actor, permission)
    row = (rows.select_for_update() if lock else rows).filter(pk=site_id).first()
    if row is None:
        raise SiteNotFound
    return row
