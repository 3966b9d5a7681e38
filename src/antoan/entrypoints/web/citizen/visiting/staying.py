"""Where a family has not checked out: what the home page and the history show, and the moments one may tell."""

from datetime import datetime, time, timedelta
from typing import Any, Final

from django.http import HttpRequest

from antoan.domains.visits.own_values import OpenStay
from antoan.domains.visits.permissions import READ_OWN
from antoan.domains.visits.queries import open_stays
from antoan.entrypoints.web.shared.acting import actor_of
from antoan.foundation.accounts.scopes import Scope
from antoan.kit import clock

# One tap each: what most people remember.
MINUTES_AGO: Final = (0, 15, 30, 60)


def stays_of(request: HttpRequest, now: datetime) -> list[dict[str, Any]]:
    """Return the stays that wait for a check-out, with the moments that can be told with one tap."""
    actor = actor_of(request)
    if actor.person_id is None or not actor.may(READ_OWN, Scope(person_id=actor.person_id)):
        return []
    return [_shown(stay, now) for stay in open_stays(actor, now)]


def moment_after(t_in: datetime, wall_time: time) -> datetime:
    """Return the first moment after coming in at which the city's clock shows this time: perhaps after midnight."""
    day = clock.local_date(t_in)
    moment = datetime.combine(day, wall_time, tzinfo=clock.CITY_ZONE)
    return moment if moment > t_in else moment + timedelta(days=1)


def _shown(stay: OpenStay, now: datetime) -> dict[str, Any]:
    since = now - stay.t_in
    return {
        "stay": stay,
        "people": ", ".join(visit.person_label for visit in stay.visits),
        "visit_ids": [visit.scan_id for visit in stay.visits],
        "is_overdue": stay.is_overdue(now),
        "minutes_ago": [minutes for minutes in MINUTES_AGO if timedelta(minutes=minutes) < since],
    }
