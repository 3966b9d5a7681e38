"""Where the people of a family are now: at the place whose code they opened, and wherever they have not checked out."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import Final

from antoan.domains.passes.queries.at_place import declared_at_of
from antoan.domains.people.queries import require_over_person
from antoan.domains.places.queries import spots_of_place
from antoan.domains.visits.models import Visit
from antoan.domains.visits.own_rules import KnownStay, unfinished
from antoan.domains.visits.own_values import OpenStay, Standing
from antoan.domains.visits.permissions import CHECK_ONESELF
from antoan.domains.visits.queries.lists import views_of
from antoan.domains.visits.queries.own import family_of, lately
from antoan.domains.visits.rules import STAY_HOURS_MAX
from antoan.domains.visits.values import EntrySource, VisitView
from antoan.foundation.accounts.actor import SYSTEM, Actor, require
from antoan.foundation.accounts.scopes import Scope

OPEN_STAYS_MAX: Final = 20
_OWN: Final = [source for source in EntrySource if source.is_own]


def standings_at(actor: Actor, place_id: int, now: datetime) -> list[Standing]:
    """Return for each of the family whether they are at this place, and when they last declared."""
    require(actor, CHECK_ONESELF, Scope(person_id=actor.person_id))
    family = family_of(actor)
    people = [member.person_id for member in family]
    spots = {spot.id: spot.name for spot in spots_of_place(SYSTEM, place_id)}
    stays = stays_at(people, list(spots), since=now - timedelta(hours=STAY_HOURS_MAX), until=now)
    declared = declared_at_of(people)
    standings = []
    for member in family:
        stay = unfinished([stay for stay in stays if stay.person_id == member.person_id], now)
        spot_name = spots[stay.spot_id] if stay else ""
        standings.append(Standing(member, stay, spot_name, declared.get(member.person_id)))
    return standings


def open_stays(actor: Actor, now: datetime) -> list[OpenStay]:
    """Return where the family checked in by themselves and has not checked out, newest first.

    Only as long as they may still be there: what was forgotten yesterday is in the history, as an estimate.
    """
    people = [member.person_id for member in family_of(actor)]
    rows = lately(people, now).filter(t_out=None, source__in=_OWN).order_by("-t_in", "spot_id", "person_id")
    views = views_of([row for row in rows if stay_of(row).may_go_on(now)][:OPEN_STAYS_MAX])
    groups = groupby(views, key=lambda view: (view.t_in, view.place_id, view.spot_name))
    return [_together(tuple(group)) for _, group in groups]


def open_visit_of(actor: Actor, person_id: int, now: datetime) -> VisitView | None:
    """Return where somebody checked in by themselves and may still be; PersonNotFound, Forbidden."""
    require_over_person(actor, CHECK_ONESELF, person_id)
    rows = lately([person_id], now).filter(t_out=None, source__in=_OWN).order_by("-t_in")
    views = views_of([row for row in rows if stay_of(row).may_go_on(now)][:1])
    return views[0] if views else None


def stays_at(
    people: Sequence[int], spot_ids: Sequence[int], *, since: datetime, until: datetime
) -> list[KnownStay]:
    """Return the stays of some people at some spots that began between two moments, newest first, for services."""
    rows = Visit.objects.filter(person_id__in=people, spot_id__in=spot_ids, t_in__gte=since, t_in__lte=until)
    return [stay_of(row) for row in rows.order_by("-t_in")]


def stay_of(row: Visit) -> KnownStay:
    """Return a row as the rules know it."""
    return KnownStay(
        row.t_in,
        row.t_out,
        row.scan_id,
        row.out_scan_id,
        entered_by_self=EntrySource(row.source).is_own,
        left_by_self=row.out_source is not None,
        person_id=row.person_id,
        spot_id=row.spot_id,
        t_eff=row.t_eff,
    )


def _together(visits: tuple[VisitView, ...]) -> OpenStay:
    first = visits[0]
    return OpenStay(first.place_name, first.spot_name, first.t_in, first.t_eff, visits)
