"""What a place was told: that a confirmed case was there on a day. Never who."""

from datetime import date
from typing import Final

from antoan.domains.places.permissions import READ
from antoan.domains.places.queries import place_in, scope_of_place
from antoan.domains.tracing.desk_values import NoticeView
from antoan.domains.tracing.models import PlaceNotice
from antoan.domains.tracing.permissions import READ as READ_CASE
from antoan.domains.tracing.permissions import READ_NOTICES
from antoan.domains.tracing.queries.access import case_in
from antoan.domains.tracing.rules.days import first_kept
from antoan.foundation.accounts.actor import Actor, require
from antoan.kit import clock

NOTICES_MAX: Final = 100


def notices_of_place(actor: Actor, place_id: int) -> list[NoticeView]:
    """Return what a place was told in the last four weeks, the latest first, and mark it as seen.

    PlaceNotFound out of reach; Forbidden for who sees the place but answers not for it.
    """
    place_in(actor, place_id, READ)
    require(actor, READ_NOTICES, scope_of_place(place_id))
    rows = PlaceNotice.objects.filter(place=place_id, on__gte=first_kept(clock.today())).order_by(
        "-on", "-sent_at"
    )
    found = list(rows[:NOTICES_MAX])
    PlaceNotice.objects.filter(pk__in=[row.pk for row in found], seen_at__isnull=True).update(
        seen_at=clock.now()
    )
    return [NoticeView(row.pk, row.on, row.sent_at, row.seen_at) for row in found]


def unseen_notices(actor: Actor, place_id: int) -> int:
    """Return how many notices nobody at a place has opened yet; nothing for who may not read them."""
    if not may_read_notices(actor, place_id):
        return 0
    return PlaceNotice.objects.filter(place=place_id, seen_at__isnull=True).count()


def days_told(actor: Actor, number: str, place_id: int) -> set[date]:
    """Return of which days of a case a place was told already."""
    row = case_in(actor, number, READ_CASE)
    return set(row.place_notices.filter(place=place_id).values_list("on", flat=True))


def may_read_notices(actor: Actor, place_id: int) -> bool:
    """Tell whether the actor answers for a place, and so reads what it was told."""
    return actor.may(READ_NOTICES, scope_of_place(place_id))
